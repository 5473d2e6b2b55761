package dev.parley.emit;

import dev.parley.identity.Identity;
import java.util.List;

/**
 * Who may emit to whom, and how much may be waited for.
 *
 * @param toRoom who may emit to rooms at all, as {@link Identity#isOneOf} reads it; to which, the
 *     room's policy says
 * @param toUser roles that may emit to a user they share a room with
 * @param toAnyUser roles that may emit to any user; to all others who shares no room with them is
 *     as one who is not there
 * @param toAll roles that may emit to everybody
 * @param awaiting emitted events of one session whose answers are awaited; past it {@code
 *     limit-reached} (1 to 10,000)
 * @param recipients sessions whose answers one event may await; past it {@code limit-reached} (1 to
 *     100,000)
 * @param eventBytes payloads of the awaited events of one session, all its waits together, in
 *     bytes; past it {@code limit-reached} (1 KiB to 64 MiB)
 * @param answerBytes answers held for one session until they are told, all its waits together, in
 *     bytes; one past it is refused as {@code limit-reached} and counts as silent (1 KiB to 64 MiB)
 */
public record EmitLimits(
    List<String> toRoom,
    List<String> toUser,
    List<String> toAnyUser,
    List<String> toAll,
    int awaiting,
    int recipients,
    long eventBytes,
    long answerBytes) {

  public EmitLimits {
    toRoom = List.copyOf(toRoom);
    toUser = List.copyOf(toUser);
    toAnyUser = List.copyOf(toAnyUser);
    toAll = List.copyOf(toAll);
    if (awaiting < 1 || awaiting > 10_000) {
      throw new IllegalArgumentException("awaiting must be 1 to 10000 events, was " + awaiting);
    }
    if (recipients < 1 || recipients > 100_000) {
      throw new IllegalArgumentException(
          "recipients must be 1 to 100000 sessions, was " + recipients);
    }
    requireBytes("event-bytes", eventBytes);
    requireBytes("answer-bytes", answerBytes);
  }

  private static void requireBytes(String key, long bytes) {
    if (bytes < 1024 || bytes > 64 << 20) {
      throw new IllegalArgumentException(key + " must be 1024 to 67108864 bytes, was " + bytes);
    }
  }

  public boolean allowsToRoom(Identity who) {
    return who.isOneOf(toRoom);
  }

  /** Whether events to users are allowed at all; to which, {@link #allowsToAnyUser} says. */
  public boolean allowsToUser(Identity who) {
    return who.isOneOf(toUser) || allowsToAnyUser(who);
  }

  public boolean allowsToAnyUser(Identity who) {
    return who.isOneOf(toAnyUser);
  }

  public boolean allowsToAll(Identity who) {
    return who.isOneOf(toAll);
  }
}
