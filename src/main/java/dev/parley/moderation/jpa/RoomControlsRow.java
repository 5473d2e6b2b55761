package dev.parley.moderation.jpa;

import dev.parley.moderation.RoomControls;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a room is set that is not open. */
@Entity
@Table(name = "room_controls")
class RoomControlsRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Column(name = "locked", nullable = false)
  private boolean locked;

  @Column(name = "read_only", nullable = false)
  private boolean readOnly;

  @Column(name = "slow_mode_seconds", nullable = false)
  private int slowModeSeconds;

  @Column(name = "members_only", nullable = false)
  private boolean membersOnly;

  @Column(name = "shield", nullable = false)
  private boolean shield;

  @Column(name = "locked_before", nullable = false)
  private boolean lockedBefore;

  @Column(name = "slow_mode_before", nullable = false)
  private int slowModeBefore;

  @Column(name = "members_only_before", nullable = false)
  private boolean membersOnlyBefore;

  @Column(name = "changed_by", length = UserId.MAX_LENGTH, nullable = false)
  private String changedBy;

  @Column(name = "changed_at", nullable = false)
  private long changedAt;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected RoomControlsRow() {}

  RoomControlsRow(RoomControls controls, UserId by, Instant at) {
    RoomControls.BehindShield before = controls.behindShield();
    this.room = controls.room().key();
    this.locked = controls.locked();
    this.readOnly = controls.readOnly();
    this.slowModeSeconds = controls.slowModeSeconds();
    this.membersOnly = controls.membersOnly();
    this.shield = before != null;
    this.lockedBefore = before != null && before.locked();
    this.slowModeBefore = before == null ? 0 : before.slowModeSeconds();
    this.membersOnlyBefore = before != null && before.membersOnly();
    this.changedBy = by.value();
    this.changedAt = at.toEpochMilli();
  }

  RoomControls controls() {
    RoomName name = RoomName.ofKey(room);
    return new RoomControls(
        name,
        locked,
        readOnly,
        slowModeSeconds,
        membersOnly,
        behindShield(),
        new UserId(name.tenant(), changedBy),
        Instant.ofEpochMilli(changedAt));
  }

  private RoomControls.@Nullable BehindShield behindShield() {
    return shield
        ? new RoomControls.BehindShield(lockedBefore, slowModeBefore, membersOnlyBefore)
        : null;
  }
}
