package dev.parley.room;

import dev.parley.history.Missed;
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
    try {
      Room.Missing missing = room.missing();
      var unused =
          log.missed(room.name(), missing.since(), missing.upTo())
              .whenComplete(
                  (missed, failure) -> {
                    if (failure != null) {
                      failed.add(room);
                    } else {
                      fill(room, missed);
                    }
                  });
    } catch (Throwable bug) { // or nobody would ever read it again
      again(room, bug);
    }
  }

  private void fill(Room room, Missed missed) {
    boolean stillBehind = true;
    try {
      stillBehind = room.fill(missed);
      room.flush();
    } catch (Throwable bug) {
      if (stillBehind) {
        again(room, bug);
        return;
      }
      LOG.error("room-not-told", bug, "room", room.name()); // what waits leaves with what follows
    }
    if (stillBehind) {
      read(room);
    }
  }

  private void again(Room room, Throwable bug) {
    LOG.error("room-not-read", bug, "room", room.name());
    failed.add(room);
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
