package dev.parley.history.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of a message: its room and its sequence. */
public class MessageKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String room;
  private long seq;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  public MessageKey() {}

  MessageKey(String room, long seq) {
    this.room = room;
    this.seq = seq;
  }

  String room() {
    return room;
  }

  long seq() {
    return seq;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageKey key && key.seq == seq && key.room.equals(room);
  }

  @Override
  public int hashCode() {
    return Objects.hash(room, seq);
  }
}
