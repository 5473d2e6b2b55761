package dev.parley.history;

import dev.parley.protocol.RoomName;
import java.time.Instant;

/** What is kept of a room: sequences {@code firstSeq} to {@code lastSeq}, the first of an age. */
public record Extent(RoomName room, long firstSeq, long lastSeq, Instant oldest) {
  /** How many messages that is. */
  public long count() {
    return lastSeq - firstSeq + 1;
  }
}
