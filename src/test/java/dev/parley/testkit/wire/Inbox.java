package dev.parley.testkit.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client has received and nobody has looked at yet, in the order of arrival. The receiving
 * thread puts in, the test's thread waits and takes out; an unfulfilled wait is an {@link
 * AssertionError} that shows what came instead.
 */
final class Inbox {
  private final List<JsonNode> frames = new ArrayList<>();
  private @Nullable Closed closed;
  private @Nullable String fault;

  synchronized void put(JsonNode frame) {
    frames.add(frame);
    notifyAll();
  }

  /** The server broke the protocol: every later wait fails with this. */
  synchronized void fault(String what) {
    fault = fault == null ? what : fault;
    notifyAll();
  }

  synchronized void close(Closed how) {
    closed = closed == null ? how : closed;
    notifyAll();
  }

  /** The first frame that fits, taken out; frames before it stay. */
  synchronized JsonNode take(Predicate<JsonNode> fits, String wanted, Duration within) {
    Deadline deadline = new Deadline(within);
    while (true) {
      check(fault == null, String.valueOf(fault));
      for (Iterator<JsonNode> each = frames.iterator(); each.hasNext(); ) {
        JsonNode frame = each.next();
        if (fits.test(frame)) {
          each.remove();
          return frame;
        }
      }
      check(closed == null, "wanted " + wanted + ", but the connection is closed");
      check(deadline.await(this), "wanted " + wanted + ", waited " + within.toMillis() + " ms");
    }
  }

  synchronized Closed awaitClose(Duration within) {
    Deadline deadline = new Deadline(within);
    while (closed == null) {
      check(deadline.await(this), "wanted a close, waited " + within.toMillis() + " ms");
    }
    return closed;
  }

  synchronized boolean isClosed() {
    return closed != null;
  }

  synchronized List<JsonNode> left() {
    check(fault == null, String.valueOf(fault));
    return List.copyOf(frames);
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + "; not looked at: " + frames + "; closed: " + closed);
    }
  }
}
