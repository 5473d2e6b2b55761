package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.UserId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who types where, and until when. Safe for use by any thread; {@link #sweep} is called by one. */
final class Typing {
  private final long lasts;
  private final Queue<Until> ends =
      new ConcurrentLinkedQueue<>(); // in the order of their ends, since all last alike

  private record Until(Room room, UserId user, long nanoTime) {}

  Typing(RoomLimits limits) {
    this.lasts = limits.typing().toNanos();
  }

  void start(Room room, Identity user) {
    long until = System.nanoTime() + lasts;
    room.startTyping(user.id(), user.name(), until);
    ends.add(new Until(room, user.id(), until));
    room.flush();
  }

  void sweep(long nanoTime) {
    for (Until next = ends.peek();
        next != null && nanoTime - next.nanoTime() >= 0;
        next = ends.peek()) {
      ends.remove();
      next.room().expireTyping(next.user(), next.nanoTime());
      next.room().flush();
    }
  }
}
