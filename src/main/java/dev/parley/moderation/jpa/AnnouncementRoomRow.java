package dev.parley.moderation.jpa;

import dev.parley.protocol.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** That an announcement was made in a room. */
@Entity
@Table(name = "announcement_room")
@IdClass(AnnouncementRoomKey.class)
class AnnouncementRoomRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Id
  @Column(name = "announcement_id", nullable = false, updatable = false)
  private long announcementId;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected AnnouncementRoomRow() {}

  AnnouncementRoomRow(RoomName room, long announcementId) {
    this.room = room.key();
    this.announcementId = announcementId;
  }

  long announcementId() {
    return announcementId;
  }

  RoomName room() {
    return RoomName.ofKey(room);
  }
}
