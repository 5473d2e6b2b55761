package dev.parley.history;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of what a batch became: each caller in the order of the batch, then the listener once for
 * each room that changed. What one of them throws is logged, and harms no other.
 */
public final class CommitNews {
  private static final Log LOG = Log.of(CommitNews.class);

  private static final Outcome<Change> NOT_KNOWN =
      Outcome.rejected(
          ErrorCode.UNCONFIRMED, "the server failed, and whether it was written is not known");

  private CommitNews() {}

  /** Tells all; {@code outcomes} stand in the order of {@code batch}. */
  public static void tell(
      List<Pending> batch, List<Outcome<Change>> outcomes, CommitListener listener) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).tell(outcomes.get(i));
    }
    byRoom(batch, outcomes).forEach((room, changes) -> tell(listener, room, changes));
  }

  private static Map<RoomName, List<Change>> byRoom(
      List<Pending> batch, List<Outcome<Change>> outcomes) {
    Map<RoomName, List<Change>> changed = new LinkedHashMap<>(4);
    for (int i = 0; i < batch.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Done<Change> done) {
        RoomName room = batch.get(i).entry().room();
        changed.computeIfAbsent(room, name -> new ArrayList<>(4)).add(done.value());
      }
    }
    return changed;
  }

  private static void tell(CommitListener listener, RoomName room, List<Change> changes) {
    try {
      listener.committed(room, List.copyOf(changes));
    } catch (RuntimeException | Error bug) {
      LOG.error("the listener threw when told of a commit", bug, "room", room);
    }
  }

  /**
   * Tells those who have not been told that something failed on the way, and logs that. Throws
   * nothing: who calls it goes on.
   */
  public static void tellFailed(List<Pending> batch, Throwable failure) {
    for (int i = 0; i < batch.size(); i++) { // an iterator may be what there is no memory for
      tellFailed(batch.get(i));
    }
    try {
      LOG.error("a batch failed, and the next one follows", failure, "entries", batch.size());
    } catch (RuntimeException | Error again) {
      // Not even that can be said.
    }
  }

  private static void tellFailed(Pending pending) {
    try {
      pending.tell(NOT_KNOWN);
    } catch (RuntimeException | Error again) {
      // The others are to be told all the same.
    }
  }
}
