package dev.parley.moderation.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of a place of an announcement: the room and the announcement. */
public class AnnouncementRoomKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String room;
  private long announcementId;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  public AnnouncementRoomKey() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof AnnouncementRoomKey key
        && key.announcementId == announcementId
        && key.room.equals(room);
  }

  @Override
  public int hashCode() {
    return Objects.hash(room, announcementId);
  }
}
