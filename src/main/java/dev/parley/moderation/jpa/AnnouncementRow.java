package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Announcement;
import dev.parley.moderation.AnnouncementText;
import dev.parley.moderation.Importance;
import dev.parley.moderation.Reason;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An announcement, and what has ended it; its rooms stand in {@link AnnouncementRoomRow}. */
@Entity
@Table(name = "announcement")
class AnnouncementRow {
  @Id
  @Column(name = "id", nullable = false, updatable = false)
  private long id;

  @Column(name = "tenant", length = Tenant.MAX_LENGTH, nullable = false, updatable = false)
  private String tenant;

  @Column(name = "everywhere", nullable = false, updatable = false)
  private boolean everywhere;

  @Column(
      name = "content",
      length = AnnouncementText.MAX_LENGTH,
      nullable = false,
      updatable = false)
  private String content;

  @Column(name = "importance", length = 16, nullable = false, updatable = false)
  private String importance;

  @Column(name = "stands_till", updatable = false)
  private @Nullable Long standsTill;

  @Column(name = "reason", length = Reason.MAX_LENGTH, nullable = false, updatable = false)
  private String reason;

  @Column(name = "made_by", length = UserId.MAX_LENGTH, nullable = false, updatable = false)
  private String madeBy;

  @Column(name = "made_at", nullable = false, updatable = false)
  private long madeAt;

  @Column(name = "ended_at")
  private @Nullable Long endedAt;

  @Column(name = "ended_by", length = UserId.MAX_LENGTH)
  private @Nullable String endedBy;

  @Column(name = "end_reason", length = Reason.MAX_LENGTH)
  private @Nullable String endReason;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected AnnouncementRow() {}

  AnnouncementRow(Announcement announcement) {
    Instant until = announcement.until();
    this.id = announcement.id().number();
    this.tenant = announcement.tenant().value();
    this.everywhere = announcement.isEverywhere();
    this.content = announcement.content().value();
    this.importance = announcement.level().name();
    this.standsTill = until == null ? null : until.toEpochMilli();
    this.reason = announcement.reason().value();
    this.madeBy = announcement.by().value();
    this.madeAt = announcement.at().toEpochMilli();
  }

  long id() {
    return id;
  }

  boolean isOf(Tenant one) {
    return tenant.equals(one.value());
  }

  boolean isEverywhere() {
    return everywhere;
  }

  void end(Announcement.End end) {
    endedAt = end.at().toEpochMilli();
    endedBy = end.by().value();
    endReason = end.reason().value();
  }

  Announcement announcement(List<RoomName> rooms) {
    Tenant of = new Tenant(tenant);
    return new Announcement(
        new ActId(id),
        of,
        rooms,
        new AnnouncementText(content),
        Importance.valueOf(importance),
        standsTill == null ? null : Instant.ofEpochMilli(standsTill),
        new Reason(reason),
        new UserId(of, madeBy),
        Instant.ofEpochMilli(madeAt),
        endedAt == null || endedBy == null || endReason == null
            ? null
            : new Announcement.End(
                Instant.ofEpochMilli(endedAt), new UserId(of, endedBy), new Reason(endReason)));
  }
}
