package dev.parley.room.jpa;

import dev.parley.protocol.Invitation;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Standing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** That a user was invited to a room, both of one tenant. */
@Entity
@Table(name = "room_member")
@IdClass(MemberKey.class)
class MemberRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Id
  @Column(name = "user_id", length = UserId.MAX_LENGTH, nullable = false, updatable = false)
  @SuppressWarnings("unused") // the provider reads it
  private String userId;

  @Column(name = "tenant", length = 64, nullable = false, updatable = false)
  @SuppressWarnings("unused") // the provider reads it
  private String tenant;

  @Column(name = "standing", length = 16, nullable = false)
  private String standing;

  @Column(name = "invited_by", length = UserId.MAX_LENGTH, nullable = false)
  private String invitedBy;

  @Column(name = "invited_at", nullable = false)
  private long invitedAt;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected MemberRow() {}

  @SuppressWarnings("NullAway.Init") // standing, invitedBy: by invite
  MemberRow(RoomName room, UserId user) {
    this.room = room.key();
    this.userId = user.value();
    this.tenant = room.tenant().value();
  }

  void invite(Standing as, UserId by, Instant now) {
    standing = as.name();
    invitedBy = by.value();
    invitedAt = now.toEpochMilli();
  }

  Standing standing() {
    return Standing.valueOf(standing);
  }

  Invitation toInvitation() {
    RoomName name = RoomName.ofKey(room);
    return new Invitation(
        name,
        standing() == Standing.MODERATOR,
        new UserId(name.tenant(), invitedBy),
        Instant.ofEpochMilli(invitedAt));
  }
}
