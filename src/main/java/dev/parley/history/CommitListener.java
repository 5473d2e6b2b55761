package dev.parley.history;

import dev.parley.protocol.RoomName;
import java.util.List;

/**
 * Hears what commits change. Called by one thread at a time for a room, with sequences and
 * revisions that rise from call to call, but for those of {@link Change.Repeated}; must not block.
 *
 * <p>It hears of what this node committed, not of others: where nodes share a room, or a commit was
 * not confirmed, sequences are skipped, and {@link RoomLog#missed} has what stands between.
 */
@FunctionalInterface
public interface CommitListener {
  /** One commit's changes of one room, in the order of the log; never empty. */
  void committed(RoomName room, List<Change> changes);
}
