package dev.parley.history;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where logs are kept. Each method is one transaction of its own, and blocks until that has ended.
 * Safe for use by any thread, and by several nodes on one database.
 *
 * <p>What goes wrong is thrown as a {@link RuntimeException}; the transaction is rolled back then.
 */
public interface LogStore {

  /**
   * Writes the entries, in their order, all or none; the outcomes stand in the same order. Blocks
   * while another node writes to one of the rooms. Makes the log of a room that has none. An edit
   * or a retry of what cannot be decrypted is rejected as unavailable, the others are written.
   *
   * <p>After an exception other than the two below nobody knows whether the entries were written:
   * the connection may have broken while the commit was under way.
   *
   * @throws NotWrittenException when none of the entries was written, and fewer of them may be
   * @throws LogUnavailableException when none of the entries was written, and none can be now: one
   *     of their rooms stays locked
   */
  List<Outcome<Change>> commit(List<Entry> entries);

  /** The head of the room's log, made if there is none; fails when another node makes it now. */
  LogHead open(RoomName room);

  /** The head of the room's log, if there is one. */
  Optional<LogHead> find(RoomName room);

  /** As {@link RoomLog#before}, without a cap on the limit. */
  Page before(RoomName room, long before, int limit);

  /** As {@link RoomLog#after}, without a cap on the limit. */
  Page after(RoomName room, long after, int limit);

  /** As {@link RoomLog#missed}, of at most {@code most} messages. */
  Missed missed(RoomName room, Position since, Position upTo, int most);

  /**
   * What is kept of rooms that keep anything: at most {@code limit} of them, from the one after
   * {@code after} in the store's own order of names; {@code null}: from the first.
   */
  List<Extent> extents(@Nullable RoomName after, int limit);

  /**
   * Removes the oldest messages that the retention does not keep at {@code now}, at most {@code
   * slice} of them; returns how many.
   */
  int trim(RoomName room, Retention retention, Instant now, int slice);
}
