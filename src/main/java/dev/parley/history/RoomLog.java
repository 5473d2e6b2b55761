package dev.parley.history;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The log of each room: the sequencer. Order and durability are one act: an entry has its sequence
 * exactly when it is committed.
 *
 * <p>Safe for use by any thread; no method blocks. Stages complete, and consumers are called, on
 * threads that must not be blocked. A stage fails with {@link LogUnavailableException} when the log
 * cannot be reached or too many reads wait.
 */
public interface RoomLog {

  /** The head of the room's log, which is made if there is none. */
  CompletionStage<LogHead> open(RoomName room);

  /** The head of the room's log; empty, and nothing made, where the room has none. */
  CompletionStage<Optional<LogHead>> find(RoomName room);

  /**
   * Writes an entry; the first post makes the room's log if there is none.
   *
   * <p>{@code done} is called once: after the commit, in the order of sequences within a room and
   * before the {@link CommitListener} hears of the change; or with a refusal, and nothing was
   * written: {@code INVALID}, {@code NOT_FOUND} (no such message, deleted, or of another epoch),
   * {@code FORBIDDEN}, {@code KEY_CONFLICT}, {@code UNAVAILABLE} (the queue is full, the log closed
   * or the database away), {@code INTERNAL} (the database takes this entry alone not). One case
   * stays open: {@code UNCONFIRMED}, where the connection broke while the commit was under way; the
   * message may stand in the log, and a retry with its key finds it.
   *
   * <p>Entries of one thread to one room keep their order. What is refused at once is told at once,
   * before this method returns.
   */
  void write(Entry entry, Consumer<Outcome<Change>> done);

  /**
   * At most {@code limit} messages with sequences below {@code before}, the newest of them, in
   * rising order. A limit above {@link HistoryLimits#pageMessages} gets that many.
   */
  CompletionStage<Page> before(RoomName room, long before, int limit);

  /**
   * At most {@code limit} messages with sequences above {@code after}, the oldest of them, in
   * rising order. A limit above {@link HistoryLimits#pageMessages} gets that many.
   */
  CompletionStage<Page> after(RoomName room, long after, int limit);

  /**
   * What was missed between two positions of one epoch, that of {@code since}: messages up to and
   * with the sequence of {@code upTo}, each as it is now, and what was changed up to and with its
   * revision. A message that was changed again later is left out of what was changed: its later
   * change is no part of what was missed, and makes up for the earlier one.
   */
  CompletionStage<Missed> missed(RoomName room, Position since, Position upTo);

  /** Sets who hears of every commit; called once, at start-up, before the first write. */
  void onCommit(CommitListener listener);
}
