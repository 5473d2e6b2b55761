package dev.parley.session;

import dev.parley.log.Log;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of a session's end: each once, in the order of registering, also those who register
 * while others are being told. Safe for use by any thread.
 */
final class CloseListeners {
  private static final Log LOG = Log.of(CloseListeners.class);

  private @Nullable Queue<Runnable> waiting = new ArrayDeque<>(4); // null once all have been told

  /** False once all have been told: then it has to be told by whoever registers it. */
  synchronized boolean add(Runnable listener) {
    return waiting != null && waiting.add(listener);
  }

  /** Tells all, on this thread; called once. */
  void tell(Session session) {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException bug) { // the others must hear of it, and the connection be closed
        LOG.error("close-listener-failed", bug, "session", session.clientId());
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = waiting == null ? null : waiting.poll();
    waiting = next == null ? null : waiting;
    return next;
  }
}
