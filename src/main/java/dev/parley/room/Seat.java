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
 * happens meanwhile is held back, so that the two meet without a gap or an overlap. What is held
 * back is bounded like the session's queue, and past the bound the session is closed alike.
 */
final class Seat {
  final Session session;
  final UserId user;

  /**
   * What was published before this place in the room's count is not for this seat. Guarded by the
   * fan-out.
   */
  long from;

  /** The session's place until this one is settled. Guarded by the room. */
  @Nullable Seat replaces;

  /** What the user was invited as when it entered, or since. Guarded by the room. */
  Standing standing = Standing.NONE;

  /** What the user may do here; decided anew when its token or its standing changes. As above. */
  Rights rights = Rights.NONE;

  private volatile boolean live;
  private volatile boolean left;

  // Guarded by this.
  private @Nullable List<Outgoing> held = new ArrayList<>(2);
  private long heldBytes;
  private boolean released; // what is held may leave
  private boolean releasing; // by one thread at a time, which holds no lock meanwhile

  Seat(Session session) {
    this.session = session;
    this.user = session.user().id();
  }

  /** Gives the session what happened, now or once it is released; called in the order of events. */
  void deliver(Outgoing message, Wave wave) {
    if (left) {
      return;
    }
    if (live || !hold(message)) {
      session.send(message, wave);
    } else if (isHoldingTooMuch()) {
      leave();
      session.close(CloseCode.SLOW_CONSUMER);
    }
  }

  /** Keeps what happened, where this seat holds back; forgets it where it has been left. */
  private synchronized boolean hold(Outgoing message) {
    if (left) {
      return true;
    }
    if (held == null) {
      return false;
    }
    held.add(message);
    heldBytes += message.bytes(session.codec());
    return true;
  }

  private synchronized boolean isHoldingTooMuch() {
    return held != null && heldBytes > session.queueBytes();
  }

  /**
   * The session knows all that was before: what was held back follows, then everything as it
   * happens. Sends while it holds no lock, as a session that is closed by it has listeners who want
   * the room's.
   */
  void release() {
    if (!beginRelease()) {
      return;
    }
    try {
      for (List<Outgoing> next = takeHeld(); next != null; next = takeHeld()) {
        next.forEach(session::send);
      }
    } catch (RuntimeException | Error failure) {
      leave();
      session.close(CloseCode.INTERNAL); // the gap would not be seen otherwise
      throw failure;
    }
  }

  private synchronized boolean beginRelease() {
    released = true;
    if (releasing || held == null) {
      return false;
    }
    releasing = true;
    return true;
  }

  /** What came since the last time; null once nothing did, or all is held back again. */
  private synchronized @Nullable List<Outgoing> takeHeld() {
    List<Outgoing> taken = held;
    if (!released || taken == null || taken.isEmpty()) {
      releasing = false;
      live = released && !left;
      held = live ? null : taken;
      return null;
    }
    held = new ArrayList<>(2);
    heldBytes = 0;
    return taken;
  }

  /** From now on everything is held back, until it is released again. */
  synchronized void holdBack() {
    released = false;
    if (held == null && !left) {
      held = new ArrayList<>(2);
      heldBytes = 0;
      live = false;
    }
  }

  /** Nothing is delivered any more, and nothing held. */
  synchronized void leave() {
    left = true;
    held = null;
  }
}
