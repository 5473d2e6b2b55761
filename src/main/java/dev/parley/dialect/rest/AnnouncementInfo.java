package dev.parley.dialect.rest;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Announcement;
import dev.parley.moderation.AnnouncementText;
import dev.parley.moderation.Importance;
import dev.parley.moderation.Reason;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An announcement as moderators see it.
 *
 * @param roomIds null where it is to all
 * @param state {@code standing}, {@code told} (once), {@code expired} or {@code ended}
 * @param endedAt when a moderator has ended it, as {@code endedBy} and {@code endReason} say
 */
public record AnnouncementInfo(
    ActId id,
    boolean everywhere,
    @Nullable List<RoomName> roomIds,
    AnnouncementText content,
    Importance level,
    @Nullable Instant until,
    Reason reason,
    UserId by,
    Instant at,
    String state,
    @Nullable Instant endedAt,
    @Nullable UserId endedBy,
    @Nullable Reason endReason) {

  /**
   * As one sees it.
   *
   * @param alone the one room that is shown of its rooms; null: all of them
   */
  static AnnouncementInfo of(Announcement announcement, @Nullable RoomName alone, Instant now) {
    Announcement.End end = announcement.end();
    return new AnnouncementInfo(
        announcement.id(),
        announcement.isEverywhere(),
        announcement.isEverywhere() ? null : alone == null ? announcement.rooms() : List.of(alone),
        announcement.content(),
        announcement.level(),
        announcement.until(),
        announcement.reason(),
        announcement.by(),
        announcement.at(),
        state(announcement, now),
        end == null ? null : end.at(),
        end == null ? null : end.by(),
        end == null ? null : end.reason());
  }

  private static String state(Announcement announcement, Instant now) {
    if (announcement.end() != null) {
      return "ended";
    }
    if (announcement.until() == null) {
      return "told";
    }
    return announcement.standsAt(now) ? "standing" : "expired";
  }
}
