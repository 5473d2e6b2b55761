package dev.parley.history;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The log of each room: the sequencer. Order and durability are one act: an entry has its sequence
 * exactly when it is committed.
 *
 * <p>Safe for use by any thread; no method blocks. Stages complete, and consumers are called, on
 * the log's own threads, which must not be blocked. A stage fails with {@link
 * LogUnavailableException} when the log cannot be reached.
 */
public interface RoomLog {

  /** The head of the room's log, which is made if there is none. */
  CompletionStage<LogHead> open(RoomName room);

  /**
   * The head of the room's log, or a failed look-up as an empty optional where the room has none.
   */
  CompletionStage<java.util.Optional<LogHead>> find(RoomName room);

  /**
   * Writes an entry. {@code done} is called once: after the commit, in the order of sequences
   * within a room and before the {@link CommitListener} hears of the change; or with a refusal
   * ({@code NOT_FOUND}, {@code FORBIDDEN}, {@code KEY_CONFLICT}; {@code UNAVAILABLE} when the queue
   * is full or the commit failed; nothing was written then).
   *
   * <p>Entries of one caller to one room keep their order.
   */
  void write(Entry entry, Consumer<Outcome<Change>> done);

  /**
   * At most {@code limit} messages with sequences below {@code before}, the newest of them, in
   * rising order.
   */
  CompletionStage<Page> before(RoomName room, long before, int limit);

  /**
   * At most {@code limit} messages with sequences above {@code after}, the oldest of them, in
   * rising order.
   */
  CompletionStage<Page> after(RoomName room, long after, int limit);

  /** What was missed since a position, up to and with the sequence {@code upTo}. */
  CompletionStage<Missed> missed(RoomName room, Position since, long upTo);

  /** Sets who hears of every commit; called once, at start-up, before the first write. */
  void onCommit(CommitListener listener);
}
