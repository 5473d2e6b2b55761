package dev.parley.session;

import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one session: bounded in bytes, one send in flight, the next from the completion of
 * the last.
 *
 * <p>Safe for use by any thread; does not block. Messages leave in the order in which they were
 * offered, but for those of which only the newest counts: these wait behind the others and replace
 * each other. All that waits leaves together, as one frame where the client takes batches. Past the
 * byte bound everything that waits is dropped and {@code overflow} is told once, with {@link
 * CloseCode#SLOW_CONSUMER}; a failed send is told as {@link CloseCode#GOING_AWAY}, what cannot be
 * encoded as {@link CloseCode#INTERNAL}. After {@link #close} nothing is sent.
 *
 * <p>An answer that a client has asked for may be longer than the bound, and no sign of a slow
 * reader: one at a time may wait or be under way besides ({@link #offerLong}).
 */
final class OutboundQueue implements Transport.Completion {
  private static final Log LOG = Log.of(OutboundQueue.class);

  private enum Admission {
    FIRST,
    DONE,
    OVERFLOW
  }

  private enum Send {
    NONE,
    STARTING,
    COMPLETED_INLINE,
    UNDER_WAY
  }

  private final Transport transport;
  private final Codec codec;
  private final SessionLimits limits;
  private final LongAdder delivered;
  private final Consumer<CloseCode> broken;

  // Guarded by this.
  private final Backlog waiting;
  private boolean inFlight;
  private boolean pingDue;
  private boolean closed;
  private Send send = Send.NONE;
  private long sendStarted;
  private boolean batching;
  private boolean longUnderWay;

  // Written under the lock of this; most sends see without it that there is none.
  private volatile @Nullable CompletableFuture<Void> longAnswerLeft;

  // Touched only by whoever has the send in flight: what is left of a message group that leaves in
  // several steps, and who wants to hear when it has left.
  private @Nullable List<Frames> rest;
  private int restAt;
  private @Nullable InFlight watcher;

  OutboundQueue(
      Transport transport,
      Codec codec,
      SessionLimits limits,
      LongAdder queuedBytes,
      LongAdder delivered,
      Consumer<CloseCode> broken) {
    this.transport = transport;
    this.codec = codec;
    this.limits = limits;
    this.waiting = new Backlog(codec, limits, queuedBytes);
    this.delivered = delivered;
    this.broken = broken;
  }

  long mostBytes() {
    return limits.queueBytes();
  }

  /** From now on what waits may leave as one frame, or not. */
  synchronized void batching(boolean on) {
    batching = on;
  }

  void offer(Outgoing message) {
    offer(message, false, null);
  }

  /** Also tells {@code watched} if the message leaves at once. */
  void offer(Outgoing message, InFlight watched) {
    offer(message, false, watched);
  }

  /** Offers an answer of any length; who asks for more waits for {@link #longAnswerLeft} first. */
  void offerLong(Outgoing answer) {
    offer(answer, true, null);
  }

  /** Completes when no long answer waits any more or is under way, or the queue is closed. */
  CompletionStage<Void> longAnswerLeft() {
    CompletableFuture<Void> left = longAnswerLeft;
    return left == null ? CompletableFuture.completedFuture(null) : left;
  }

  private void offer(Outgoing message, boolean isLong, @Nullable InFlight watched) {
    try {
      message.in(codec); // out of the lock: it may be the first to encode for many
      Admission admission = admit(message, isLong);
      if (admission == Admission.FIRST) {
        if (watched != null) {
          watched.began();
          watcher = watched;
        }
        pump(first(message));
      } else if (admission == Admission.OVERFLOW) {
        broken.accept(CloseCode.SLOW_CONSUMER);
      }
    } catch (RuntimeException bug) {
      fail(bug);
    }
  }

  private synchronized Admission admit(Outgoing message, boolean isLong) {
    if (closed) {
      return Admission.DONE;
    }
    boolean isOnlyLong = isLong && longAnswerLeft == null;
    if (isOnlyLong) {
      longAnswerLeft = new CompletableFuture<>();
    }
    if (!inFlight) {
      inFlight = true;
      longUnderWay = isOnlyLong;
      return Admission.FIRST;
    }
    if (isOnlyLong) {
      waiting.addLong(message);
      return Admission.DONE;
    }
    if (waiting.add(message)) {
      return Admission.DONE;
    }
    discard();
    return Admission.OVERFLOW;
  }

  /** Pings now, or as soon as the send under way has ended. */
  void ping() {
    synchronized (this) {
      if (closed) {
        return;
      }
      pingDue = true;
      if (inFlight) {
        return;
      }
      inFlight = true;
    }
    next();
  }

  /** Whether nothing waits and no send is in flight. */
  synchronized boolean isIdle() {
    return !inFlight;
  }

  /** For how long the send in flight has been under way, in nanoseconds; 0 when none is. */
  synchronized long inFlightFor(long nanoTime) {
    return send == Send.NONE ? 0 : nanoTime - sendStarted;
  }

  void close() {
    synchronized (this) {
      discard();
    }
    tellWhetherLongAnswerLeft();
  }

  private void discard() {
    closed = true;
    longUnderWay = false;
    waiting.clear();
  }

  private void pump(@Nullable Frames first) {
    Frames frames = first;
    while (frames != null) {
      synchronized (this) {
        send = Send.STARTING;
        sendStarted = System.nanoTime();
      }
      transport.send(frames, this);
      boolean underWay;
      synchronized (this) {
        underWay = send != Send.COMPLETED_INLINE;
        send = underWay ? Send.UNDER_WAY : Send.NONE;
      }
      tellWhetherLongAnswerLeft();
      if (underWay) {
        return;
      }
      frames = nextFrames();
    }
    tellWhetherLongAnswerLeft();
  }

  /** Out of the lock: who waits for it goes on with the client's next command, on this thread. */
  private void tellWhetherLongAnswerLeft() {
    if (longAnswerLeft == null) {
      return;
    }
    CompletableFuture<Void> left = null;
    synchronized (this) {
      if (!longUnderWay && !waiting.hasLongAnswer()) {
        left = longAnswerLeft;
        longAnswerLeft = null;
      }
    }
    if (left != null) {
      left.complete(null);
    }
  }

  @Override
  public void completed(@Nullable Throwable failure) {
    tellWatcher();
    if (failure != null) {
      close();
      broken.accept(CloseCode.GOING_AWAY); // the connection has ended, or ends by this
      return;
    }
    synchronized (this) {
      if (send == Send.STARTING) {
        send = Send.COMPLETED_INLINE;
        return;
      }
      send = Send.NONE;
    }
    next();
  }

  private void next() {
    try {
      pump(nextFrames());
    } catch (RuntimeException bug) {
      fail(bug);
    }
  }

  private void tellWatcher() {
    InFlight watched = watcher;
    if (watched != null) {
      watcher = null;
      watched.ended();
    }
  }

  /** What cannot be sent ends the session: the gap would not be seen otherwise. */
  private void fail(RuntimeException bug) {
    LOG.error("send-failed", bug);
    close();
    broken.accept(CloseCode.INTERNAL);
  }

  private Frames first(Outgoing message) {
    delivered.add(message.count());
    List<Frames> all = message.in(codec).frames(isBatching(), limits.batchBytes());
    rest = all.size() == 1 ? null : all;
    restAt = 1;
    return all.get(0);
  }

  private synchronized boolean isBatching() {
    return batching;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** What leaves next, or null once nothing waits: then no send is in flight any more. */
  private @Nullable Frames nextFrames() {
    if (rest != null && restAt < rest.size() && !isClosed()) {
      return rest.get(restAt++);
    }
    rest = null;
    List<Outgoing> taken;
    boolean ping;
    synchronized (this) {
      ping = pingDue && !closed;
      pingDue = false;
      boolean longWaited = waiting.hasLongAnswer();
      taken = closed ? List.of() : waiting.take();
      longUnderWay = longWaited && !closed && !waiting.hasLongAnswer();
      if (taken.isEmpty() && !ping) {
        inFlight = false;
        return null;
      }
    }
    if (ping) {
      transport.ping();
      if (taken.isEmpty()) {
        return nextFrames();
      }
    }
    return taken.size() == 1 ? first(taken.get(0)) : merged(taken);
  }

  private Frames merged(List<Outgoing> taken) {
    List<String> texts = new ArrayList<>();
    for (Outgoing group : taken) {
      texts.addAll(group.in(codec).texts());
    }
    delivered.add(texts.size());
    return Outgoing.together(texts, isBatching(), codec);
  }
}
