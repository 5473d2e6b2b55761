package dev.parley.history;

import dev.parley.protocol.Epoch;
import dev.parley.protocol.Position;

/**
 * Where a room's log stands: sequences {@code firstSeq} to {@code seq} are kept ({@code firstSeq =
 * seq + 1} when none is), {@code rev} edits and deletions have been made.
 */
public record LogHead(Epoch epoch, long firstSeq, long seq, long rev) {
  public Position position() {
    return new Position(epoch, seq, rev);
  }
}
