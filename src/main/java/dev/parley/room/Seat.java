package dev.parley.room;

import dev.parley.protocol.CloseCode;
import dev.parley.protocol.UserId;
import dev.parley.session.Outgoing;
import dev.parley.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's place in one room. While the session is still being told what it missed, what
 * happens meanwhile is held back, so that the two meet without a gap or an overlap.
 */
final class Seat {
  private static final int MAX_HELD = 10_000;

  final Session session;
  final UserId user;

  /**
   * What was published before this place in the room's count is not for this seat. Guarded by the
   * fan-out.
   */
  long from;

  private volatile boolean live;
  private volatile boolean left;
  private @Nullable List<Outgoing> held = new ArrayList<>(2); // guarded by this

  Seat(Session session) {
    this.session = session;
    this.user = session.user().id();
  }

  void deliver(Outgoing message) {
    if (left) {
      return;
    }
    if (!live) {
      synchronized (this) {
        if (held != null) {
          hold(held, message);
          return;
        }
      }
    }
    session.send(message);
  }

  private void hold(List<Outgoing> messages, Outgoing message) {
    if (messages.size() >= MAX_HELD) {
      session.close(CloseCode.SLOW_CONSUMER);
      left = true;
    } else {
      messages.add(message);
    }
  }

  /**
   * The session knows all that was before: what was held back follows, then everything as it
   * happens.
   */
  synchronized void release() {
    if (held != null) {
      held.forEach(session::send);
      held = null;
      live = true;
    }
  }

  /** Nothing is delivered any more. */
  void leave() {
    left = true;
  }
}
