package dev.parley.history.jpa;

import dev.parley.protocol.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * That a message was changed by a revision of its room: how changes are found, without an index of
 * all messages.
 */
@Entity
@Table(name = "message_change")
@IdClass(MessageChangeKey.class)
class MessageChangeRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Id
  @Column(name = "rev", nullable = false, updatable = false)
  private long rev;

  @Column(name = "seq", nullable = false, updatable = false)
  private long seq;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected MessageChangeRow() {}

  MessageChangeRow(MessageRow message) {
    this.room = message.room();
    this.rev = message.rev();
    this.seq = message.seq();
  }
}
