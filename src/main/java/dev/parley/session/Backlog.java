package dev.parley.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one session, bounded in bytes: messages in their order, behind them those of which
 * only the newest counts. Not safe for use by several threads: its {@link OutboundQueue} sees to
 * that.
 */
final class Backlog {
  private final Codec codec;
  private final SessionLimits limits;
  private final LongAdder queuedBytes;

  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(2);
  private @Nullable Map<Object, Outgoing> newest; // null rather than empty
  private @Nullable Outgoing longAnswer; // waits, and does not count towards the bound
  private long bytes;

  Backlog(Codec codec, SessionLimits limits, LongAdder queuedBytes) {
    this.codec = codec;
    this.limits = limits;
    this.queuedBytes = queuedBytes;
  }

  /** Adds an answer whose length does not count; no other may wait. */
  void addLong(Outgoing answer) {
    longAnswer = answer;
    waiting.add(answer);
    count(answer, 1);
  }

  boolean hasLongAnswer() {
    return longAnswer != null;
  }

  /**
   * False when the bound is passed even without what only the newest counts of. What is longer than
   * the bound may wait alone.
   */
  boolean add(Outgoing message) {
    boolean isAlone = waiting.isEmpty() && newest == null;
    Object key = message.conflationKey();
    if (key == null) {
      waiting.add(message);
    } else {
      if (newest == null) {
        newest = new LinkedHashMap<>();
      }
      Outgoing replaced = newest.put(key, message);
      if (replaced != null) {
        count(replaced, -1);
      }
    }
    count(message, 1);
    if (bytes > limits.queueBytes() && newest != null) {
      newest.values().forEach(dropped -> count(dropped, -1));
      newest = null;
    }
    return isAlone || bytes <= limits.queueBytes();
  }

  private void count(Outgoing message, int sign) {
    long size = sign * (long) message.in(codec).size();
    queuedBytes.add(size);
    if (message != longAnswer) {
      bytes += size;
    }
  }

  /** Takes what may leave next: as many message groups as fit into a batch, or one; maybe none. */
  List<Outgoing> take() {
    List<Outgoing> taken = new ArrayList<>(1);
    long size = 0;
    for (Outgoing next = peek(); next != null; next = peek()) {
      size += next.in(codec).size();
      if (!taken.isEmpty() && size > limits.batchBytes()) {
        break;
      }
      remove(next);
      taken.add(next);
    }
    return taken;
  }

  private @Nullable Outgoing peek() {
    Outgoing first = waiting.peek();
    return first != null || newest == null ? first : newest.values().iterator().next();
  }

  private void remove(Outgoing next) {
    if (waiting.poll() == null && newest != null) {
      newest.remove(next.conflationKey());
      newest = newest.isEmpty() ? null : newest;
    }
    count(next, -1);
    if (next == longAnswer) {
      longAnswer = null;
    }
  }

  /** Drops it all. */
  void clear() {
    if (longAnswer != null) {
      count(longAnswer, -1);
    }
    waiting.clear();
    newest = null;
    longAnswer = null;
    queuedBytes.add(-bytes);
    bytes = 0;
  }
}
