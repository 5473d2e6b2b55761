package dev.parley.room;

import dev.parley.history.RoomLog;
import dev.parley.log.Log;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads from the log what a room was not told of: a commit may have been done and not confirmed, so
 * that the next one skips a sequence. Until it is read, the room tells nothing newer. Safe for use
 * by any thread; does not block.
 */
final class CatchUp {
  private static final Log LOG = Log.of(CatchUp.class);

  private final RoomLog log;
  private final Queue<Room> failed = new ConcurrentLinkedQueue<>();

  CatchUp(RoomLog log) {
    this.log = log;
  }

  /**
   * Begins to read; called when the room says that it is behind, and not again before it is not.
   */
  void start(Room room) {
    LOG.info("room-behind", "room", room.name(), "seq", room.missing().since().seq());
    read(room);
  }

  private void read(Room room) {
    Room.Missing missing = room.missing();
    log.missed(room.name(), missing.since(), missing.upTo())
        .whenComplete(
            (missed, failure) -> {
              if (failure != null) {
                failed.add(room);
                return;
              }
              boolean stillBehind = room.fill(missed);
              room.flush();
              if (stillBehind) {
                read(room);
              }
            });
  }

  /** Tries again where the log could not be read; called by one thread, several times a second. */
  void sweep() {
    for (int i = failed.size(); i > 0; i--) {
      Room room = failed.remove();
      if (!room.isClosed()) {
        read(room);
      }
    }
  }
}
