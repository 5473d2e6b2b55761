package dev.parley.room.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of an invitation: the room and the user. */
public class MemberKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String room;
  private String userId;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  public MemberKey() {}

  MemberKey(String room, String userId) {
    this.room = room;
    this.userId = userId;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemberKey key && key.room.equals(room) && key.userId.equals(userId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(room, userId);
  }
}
