package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.WireTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moderators tell those in some rooms, or all of a tenant.
 *
 * @param rooms in which; none: to all of the tenant
 * @param until who comes before then is told as well; null where it is told once
 * @param end what ended it before its time; null where nothing did
 */
public record Announcement(
    ActId id,
    Tenant tenant,
    List<RoomName> rooms,
    AnnouncementText content,
    Importance level,
    @Nullable Instant until,
    Reason reason,
    UserId by,
    Instant at,
    @Nullable End end) {
  public Announcement {
    rooms = List.copyOf(rooms);
  }

  /** That a moderator has ended it. */
  public record End(Instant at, UserId by, Reason reason) {}

  public boolean isEverywhere() {
    return rooms.isEmpty();
  }

  /** Whether who comes then is told of it. */
  public boolean standsAt(Instant now) {
    return end == null && until != null && now.isBefore(until);
  }

  /** Whether it may yet be ended: it stands, or was told once. */
  boolean isOpenAt(Instant now) {
    return end == null && (until == null || now.isBefore(until));
  }

  Announcement ended(End by) {
    return new Announcement(id, tenant, rooms, content, level, until, reason, this.by, at, by);
  }

  /** For the audit log. */
  String inWords() {
    String time = until == null ? "" : " until " + WireTime.format(until);
    return "announcement " + id + ", " + level.wire() + time + ": " + content;
  }
}
