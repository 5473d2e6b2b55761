package dev.parley.history.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of a message's change: its room and the room's revision. */
public class MessageChangeKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String room;
  private long rev;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  public MessageChangeKey() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageChangeKey key && key.rev == rev && key.room.equals(room);
  }

  @Override
  public int hashCode() {
    return Objects.hash(room, rev);
  }
}
