package dev.parley.history;

import dev.parley.protocol.RoomName;

/**
 * What the configuration says of a room's history; implemented where rooms and their policies are
 * known.
 */
public interface HistoryPolicy {
  /** False for rooms whose messages never touch the database. */
  boolean isKept(RoomName room);

  Retention retention(RoomName room);

  /** True for rooms of whose messages the database gets no plain text from now on. */
  boolean isEncrypted(RoomName room);
}
