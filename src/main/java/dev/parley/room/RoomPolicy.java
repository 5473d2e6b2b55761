package dev.parley.room;

import dev.parley.history.Retention;
import dev.parley.identity.Identity;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the rooms whose names match a pattern.
 *
 * @param rooms the pattern: a room name in which {@code *} stands for any characters
 * @param history whether messages are kept; without, they never touch the database and cannot be
 *     recovered
 * @param maxAge messages older than this are removed; null keeps them
 * @param maxMessages only the newest so many are kept; null keeps all
 * @param maxMembers users in one room; past it a join is refused as {@code limit-reached} (1 to
 *     1,000,000)
 * @param create whether a room is made by the first who joins
 * @param join who may see and join: roles, or {@code *} for everybody; to all others the room does
 *     not exist
 */
public record RoomPolicy(
    String rooms,
    boolean history,
    @Nullable Duration maxAge,
    @Nullable Long maxMessages,
    int maxMembers,
    boolean create,
    List<String> join) {
  private static final String EVERYBODY = "*";

  public RoomPolicy {
    join = List.copyOf(join);
    if (!rooms.matches("[A-Za-z0-9._:/*-]{1,128}")) {
      throw new IllegalArgumentException(
          "rooms must be 1–128 of letters, digits and . _ - : / *, was \"" + rooms + '"');
    }
    if (maxMembers < 1 || maxMembers > 1_000_000) {
      throw new IllegalArgumentException(
          "max-members must be 1 to 1000000 users, was " + maxMembers);
    }
    if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
      throw new IllegalArgumentException("max-age must be more than 0, was " + maxAge);
    }
    if (maxMessages != null && maxMessages < 1) {
      throw new IllegalArgumentException(
          "max-messages must be 1 or more messages, was " + maxMessages);
    }
  }

  Pattern pattern() {
    return Pattern.compile(Pattern.quote(rooms).replace("*", "\\E.*\\Q"));
  }

  boolean admits(Identity who) {
    return join.contains(EVERYBODY) || join.stream().anyMatch(who::has);
  }

  Retention retention() {
    return new Retention(maxAge, maxMessages);
  }
}
