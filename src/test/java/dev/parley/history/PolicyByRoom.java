package dev.parley.history;

import dev.parley.protocol.RoomName;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A policy that says of each room what a test wants.
 *
 * @param kept which rooms reach the database
 * @param retentions for how long each is kept there
 * @param encrypted of which rooms the database gets no plain text
 */
public record PolicyByRoom(
    Predicate<RoomName> kept,
    Function<RoomName, Retention> retentions,
    Predicate<RoomName> encrypted)
    implements HistoryPolicy {
  /** Every room for ever, in plain text. */
  public static final PolicyByRoom KEEP_ALL = encrypting(room -> false);

  public static PolicyByRoom encrypting(Predicate<RoomName> rooms) {
    return new PolicyByRoom(room -> true, room -> Retention.FOREVER, rooms);
  }

  @Override
  public boolean isKept(RoomName room) {
    return kept.test(room);
  }

  @Override
  public Retention retention(RoomName room) {
    return retentions.apply(room);
  }

  @Override
  public boolean isEncrypted(RoomName room) {
    return encrypted.test(room);
  }
}
