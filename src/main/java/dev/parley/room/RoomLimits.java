package dev.parley.room;

import java.time.Duration;
import java.util.List;

/**
 * The limits of rooms, and their policies.
 *
 * @param perNode rooms with somebody in them; past it a join that needs another is refused as
 *     {@code limit-reached} (1 to 10,000,000)
 * @param perSession rooms of one session; past it a join is refused as {@code limit-reached} (1 to
 *     100,000)
 * @param announceUpTo users up to which each coming, going and typing is told; in bigger rooms only
 *     the count (0 to 100,000)
 * @param membersPage members in one answer at most (1 to 1,000)
 * @param contentChars the longest message, in UTF-16 units; past it it is {@code invalid} (1 to
 *     32,768)
 * @param historyDefault messages of a page of history when the client does not say (1 to 1,000)
 * @param grace how long a user who was cut off stays a member (0 or more)
 * @param typing how long somebody is held to be typing (1 s or more)
 * @param fanOutThreads threads that deliver what happens in busy and big rooms (1 to 64)
 * @param inlineMembers up to this many sessions in a quiet room are served by the thread that
 *     publishes (0 to 100,000)
 * @param fanOutPause how long a busy room waits at most, after what it sent has left, before it
 *     sends more; it waits a third of the time that took (0 to 1 s)
 * @param fanOutChars what a room sends at once at most, in UTF-16 units and 256 for each event, or
 *     one event; what is more follows (1,024 to 16,777,216)
 * @param backlogEvents events that may wait in one room to be delivered; past it a message, an edit
 *     or an event from a client is refused as {@code unavailable}, and typing is not told (100 to
 *     1,000,000)
 * @param membershipThreads threads that ask and change who was invited (1 to 64)
 * @param membershipQueue such questions that may wait; past it a join or an invitation that needs
 *     one is refused as {@code unavailable} (1 to 1,000,000)
 * @param defaults what holds for the rooms that match it and no policy before it; policies take
 *     from it what they leave out
 * @param policies what holds for which rooms; the first that matches a name counts, a name that
 *     none matches is no room
 */
public record RoomLimits(
    int perNode,
    int perSession,
    int announceUpTo,
    int membersPage,
    int contentChars,
    int historyDefault,
    Duration grace,
    Duration typing,
    int fanOutThreads,
    int inlineMembers,
    Duration fanOutPause,
    int fanOutChars,
    int backlogEvents,
    int membershipThreads,
    int membershipQueue,
    RoomPolicy defaults,
    List<RoomPolicy> policies) {

  public RoomLimits {
    require("per-node", perNode, 1, 10_000_000, "rooms");
    require("per-session", perSession, 1, 100_000, "rooms");
    require("announce-up-to", announceUpTo, 0, 100_000, "users");
    require("members-page", membersPage, 1, 1_000, "members");
    require("content-chars", contentChars, 1, 32_768, "UTF-16 units");
    require("history-default", historyDefault, 1, 1_000, "messages");
    require("grace", grace, 0);
    require("typing", typing, 1_000);
    require("fan-out-threads", fanOutThreads, 1, 64, "threads");
    require("inline-members", inlineMembers, 0, 100_000, "sessions");
    require("fan-out-pause", fanOutPause, 0);
    if (fanOutPause.toMillis() > 1_000) {
      throw new IllegalArgumentException(
          "fan-out-pause must be 1000 ms or less, was " + fanOutPause.toMillis() + " ms");
    }
    require("fan-out-chars", fanOutChars, 1_024, 16_777_216, "UTF-16 units");
    require("backlog-events", backlogEvents, 100, 1_000_000, "events");
    require("membership-threads", membershipThreads, 1, 64, "threads");
    require("membership-queue", membershipQueue, 1, 1_000_000, "questions");
    policies = List.copyOf(policies);
  }

  /** Whether there are rooms of which the database gets no plain text. */
  public boolean encrypts() {
    return defaults.encrypt() || policies.stream().anyMatch(RoomPolicy::encrypt);
  }

  private static void require(String key, long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + " " + unit + ", was " + value);
    }
  }

  private static void require(String key, Duration value, long leastMs) {
    if (value.toMillis() < leastMs) {
      throw new IllegalArgumentException(
          key + " must be " + leastMs + " ms or more, was " + value.toMillis() + " ms");
    }
  }
}
