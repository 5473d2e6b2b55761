package dev.parley.moderation;

import java.time.Duration;

/**
 * How much moderation there may be.
 *
 * @param kick for how long somebody who was kicked may not come back, where the moderator does not
 *     say (1 s to 30 days)
 * @param sanctions in force on the node; past it a further one is refused as {@code limit-reached}
 *     (1 to 10,000,000)
 * @param sanctionsPerTenant of one tenant; past it likewise (1 to 10,000,000)
 * @param roomModeratorSanctions those that moderators of single rooms have imposed: of one of them,
 *     and in one room; past it likewise (1 to 1,000,000)
 * @param shieldSlowMode how long everybody waits between two messages in a room behind its shield,
 *     unless it was longer before (0 s to 6 h)
 * @param controlledRooms rooms that may be set otherwise than open; past it a further one is
 *     refused as {@code limit-reached} (1 to 1,000,000)
 * @param slowModeRemembered users of slow rooms of whom it is remembered when they have last said
 *     something; past it the least used is forgotten, and may speak at once (1 to 10,000,000)
 * @param purges that run at a time; past it a further one is refused as {@code limit-reached} (1 to
 *     100)
 * @param purgesPerModerator of them that one moderator has ordered; past it likewise (1 to 100)
 * @param announcements of which who comes is told, at a time; past it a further one is refused as
 *     {@code limit-reached} (1 to 10,000)
 * @param announcementsPerTenant of them one tenant's; past it likewise (1 to 10,000)
 * @param announcementsPerPlace of them in one room, and to all of a tenant; past it likewise (1 to
 *     100)
 * @param announcementRooms rooms that one announcement is made in at most; past it refused as
 *     {@code invalid} (1 to 200)
 * @param retainedRooms rooms of which less is kept than configured; past it a further one is
 *     refused as {@code limit-reached} (1 to 1,000,000)
 * @param erasures of what users have said that run at a time; past it likewise (1 to 100)
 * @param readers threads that read sanctions and the audit log for moderators (1 to 16)
 * @param queue acts that may wait for the database, and readings likewise; past it one is refused
 *     as {@code unavailable} (1 to 100,000)
 * @param reports how much users may report
 * @param filters how much filters may hold
 */
public record ModerationLimits(
    Duration kick,
    int sanctions,
    int sanctionsPerTenant,
    int roomModeratorSanctions,
    Duration shieldSlowMode,
    int controlledRooms,
    int slowModeRemembered,
    int purges,
    int purgesPerModerator,
    int announcements,
    int announcementsPerTenant,
    int announcementsPerPlace,
    int announcementRooms,
    int retainedRooms,
    int erasures,
    int readers,
    int queue,
    ReportLimits reports,
    FilterLimits filters) {
  public ModerationLimits {
    if (kick.toMillis() < 1_000 || kick.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException("kick must be 1s to 30d, was " + kick.toMillis() + " ms");
    }
    require("sanctions", sanctions, 10_000_000, "sanctions");
    require("sanctions-per-tenant", sanctionsPerTenant, 10_000_000, "sanctions");
    require("room-moderator-sanctions", roomModeratorSanctions, 1_000_000, "sanctions");
    if (shieldSlowMode.isNegative()
        || shieldSlowMode.toSeconds() > RoomControls.LONGEST_SLOW_MODE) {
      throw new IllegalArgumentException(
          "shield-slow-mode must be 0s to 6h, was " + shieldSlowMode.toSeconds() + " s");
    }
    require("controlled-rooms", controlledRooms, 1_000_000, "rooms");
    require("slow-mode-remembered", slowModeRemembered, 10_000_000, "users");
    require("purges", purges, 100, "purges");
    require("purges-per-moderator", purgesPerModerator, 100, "purges");
    require("announcements", announcements, 10_000, "announcements");
    require("announcements-per-tenant", announcementsPerTenant, 10_000, "announcements");
    require("announcements-per-place", announcementsPerPlace, 100, "announcements");
    require("announcement-rooms", announcementRooms, 200, "rooms");
    require("retained-rooms", retainedRooms, 1_000_000, "rooms");
    require("erasures", erasures, 100, "erasures");
    require("readers", readers, 16, "threads");
    require("queue", queue, 100_000, "acts");
  }

  static void require(String key, int value, int most, String unit) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          key + " must be 1 to " + most + " " + unit + ", was " + value);
    }
  }
}
