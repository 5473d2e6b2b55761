package dev.parley.history;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * One commit for many entries. A batch that the store does not take, though it can be reached, is
 * halved until the entries to blame stand alone, and those are tried once more, as another node may
 * only have been quicker: so no entry fails for another. Where the store is away, or a commit was
 * not confirmed, nothing is tried again. Blocks; used by one thread.
 */
final class GroupCommit {
  private static final Log LOG = Log.of(GroupCommit.class);

  private final LogStore store;
  private final CommitMeters meters;
  private final Availability availability = new Availability("writes");

  GroupCommit(LogStore store, CommitMeters meters) {
    this.store = store;
    this.meters = meters;
  }

  /** Entries to commit as one; {@code last}: they are one, and failed before. */
  private record Part(List<Entry> entries, boolean last) {}

  /** What became of each entry, in their order. */
  List<Outcome<Change>> commit(List<Entry> entries) {
    List<Outcome<Change>> outcomes = new ArrayList<>(entries.size());
    Deque<Part> parts = new ArrayDeque<>(List.of(new Part(entries, false)));
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        outcomes.addAll(meters.measure(part.entries().size(), () -> store.commit(part.entries())));
        availability.succeeded();
      } catch (LogUnavailableException failure) {
        availability.failed(failure);
        parts.clear();
      } catch (NotWrittenException failure) {
        if (!isReachable(part.entries().get(0))) {
          parts.clear();
        } else if (part.last()) {
          outcomes.add(refused(part.entries().get(0), failure));
        } else {
          tryAgain(part.entries(), parts);
        }
      } catch (Throwable failure) { // a container's commit throws checked ones undeclared
        availability.failed(failure);
        outcomes.addAll(unconfirmed(part.entries().size()));
        parts.clear();
      }
    }
    outcomes.addAll(unavailable(entries.size() - outcomes.size()));
    return outcomes;
  }

  private static void tryAgain(List<Entry> entries, Deque<Part> parts) {
    LOG.debug("a commit failed, and is tried again in parts", "entries", entries.size());
    int middle = entries.size() / 2;
    if (middle == 0) {
      parts.push(new Part(entries, true));
    } else {
      parts.push(new Part(entries.subList(middle, entries.size()), false));
      parts.push(new Part(entries.subList(0, middle), false));
    }
  }

  private static Outcome<Change> refused(Entry entry, NotWrittenException failure) {
    LOG.error(
        "the database refuses an entry",
        "room",
        entry.room(),
        "user",
        entry.by(),
        "cause",
        failure.getMessage());
    return Outcome.rejected(ErrorCode.INTERNAL, "the database refuses this entry");
  }

  private boolean isReachable(Entry entry) {
    try {
      store.find(entry.room());
      return true;
    } catch (Throwable away) { // checked ones as well
      availability.failed(away);
      return false;
    }
  }

  private static List<Outcome<Change>> unconfirmed(int count) {
    return Collections.nCopies(
        count,
        Outcome.rejected(
            ErrorCode.UNCONFIRMED, "the database has not confirmed that it was written"));
  }

  private static List<Outcome<Change>> unavailable(int count) {
    return Collections.nCopies(
        count,
        Outcome.rejected(
            ErrorCode.UNAVAILABLE, "the database does not answer, nothing was written, try again"));
  }
}
