package dev.parley.history;

import dev.parley.log.Log;
import dev.parley.protocol.Outcome;
import java.util.function.Consumer;

/**
 * An entry that waits for its commit, and who wants to know what became of it: told once, whoever
 * tells. Used by one thread after the other.
 */
public final class Pending {
  private static final Log LOG = Log.of(Pending.class);

  private final Entry entry;
  private final Consumer<Outcome<Change>> done;
  private boolean told;

  public Pending(Entry entry, Consumer<Outcome<Change>> done) {
    this.entry = entry;
    this.done = done;
  }

  public Entry entry() {
    return entry;
  }

  /** What the content takes of a heap at most: two bytes a UTF-16 unit. */
  int bytes() {
    if (entry instanceof Entry.Post post) {
      return 2 * post.content().length();
    }
    return entry instanceof Entry.Edit edit ? 2 * edit.content().length() : 0;
  }

  /** Tells the caller, unless it was told; what it throws is logged, and harms nobody else. */
  public void tell(Outcome<Change> outcome) {
    if (told) {
      return;
    }
    told = true;
    try {
      done.accept(outcome);
    } catch (RuntimeException | Error bug) {
      LOG.error("a caller threw when told of its entry", bug, "room", entry.room());
    }
  }
}
