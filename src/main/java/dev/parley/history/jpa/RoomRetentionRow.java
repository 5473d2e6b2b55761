package dev.parley.history.jpa;

import dev.parley.history.Retention;
import dev.parley.history.RoomRetention;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That less is kept of a room than configured. */
@Entity
@Table(name = "room_retention")
class RoomRetentionRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Column(name = "keep_ms")
  private @Nullable Long keepMs;

  @Column(name = "keep_messages")
  private @Nullable Long keepMessages;

  @Column(name = "changed_by", length = UserId.MAX_LENGTH, nullable = false)
  private String changedBy;

  @Column(name = "changed_at", nullable = false)
  private long changedAt;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected RoomRetentionRow() {}

  RoomRetentionRow(RoomRetention retention) {
    Duration maxAge = retention.kept().maxAge();
    this.room = retention.room().key();
    this.keepMs = maxAge == null ? null : maxAge.toMillis();
    this.keepMessages = retention.kept().maxCount();
    this.changedBy = retention.by().value();
    this.changedAt = retention.at().toEpochMilli();
  }

  RoomRetention retention() {
    RoomName name = RoomName.ofKey(room);
    return new RoomRetention(
        name,
        new Retention(keepMs == null ? null : Duration.ofMillis(keepMs), keepMessages),
        new UserId(name.tenant(), changedBy),
        Instant.ofEpochMilli(changedAt));
  }
}
