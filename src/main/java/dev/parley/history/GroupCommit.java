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
 * One commit for many entries. Where the store takes a batch not, though it can be reached, the
 * batch is halved until the entries to blame stand alone: the others are written. Where the store
 * is away, or a commit was not confirmed, nothing is tried again. Blocks; one caller at a time.
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

  /** What became of each entry, in their order. */
  List<Outcome<Change>> commit(List<Entry> entries) {
    List<Outcome<Change>> outcomes = new ArrayList<>(entries.size());
    Deque<List<Entry>> parts = new ArrayDeque<>(List.of(entries));
    while (!parts.isEmpty()) {
      List<Entry> part = parts.pop();
      try {
        outcomes.addAll(meters.measure(part.size(), () -> store.commit(part)));
        availability.succeeded();
      } catch (NotWrittenException failure) {
        if (!isReachable(part.get(0))) {
          outcomes.addAll(unavailable(entries.size() - outcomes.size(), "nothing was written"));
          return outcomes;
        }
        blame(part, failure, outcomes, parts);
      } catch (RuntimeException | Error failure) {
        availability.failed(failure);
        outcomes.addAll(unavailable(part.size(), "the commit was not confirmed"));
        outcomes.addAll(unavailable(entries.size() - outcomes.size(), "nothing was written"));
        return outcomes;
      }
    }
    return outcomes;
  }

  private void blame(
      List<Entry> part,
      NotWrittenException failure,
      List<Outcome<Change>> outcomes,
      Deque<List<Entry>> parts) {
    if (part.size() > 1) {
      int middle = part.size() / 2;
      parts.push(part.subList(middle, part.size()));
      parts.push(part.subList(0, middle));
      return;
    }
    Entry entry = part.get(0);
    LOG.error("the database refuses an entry", failure, "room", entry.room(), "user", entry.by());
    outcomes.add(Outcome.rejected(ErrorCode.INTERNAL, "the database refuses this entry"));
  }

  private boolean isReachable(Entry entry) {
    try {
      store.find(entry.room());
      return true;
    } catch (RuntimeException away) {
      availability.failed(away);
      return false;
    }
  }

  private static List<Outcome<Change>> unavailable(int count, String why) {
    return Collections.nCopies(
        count, Outcome.rejected(ErrorCode.UNAVAILABLE, "the database does not answer, " + why));
  }
}
