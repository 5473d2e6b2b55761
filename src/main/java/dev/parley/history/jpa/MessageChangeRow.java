package dev.parley.history.jpa;

import dev.parley.protocol.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * That a message has changed, and by which revision of its room last: how changes are found,
 * without an index of all messages.
 */
@Entity
@Table(name = "message_change")
@IdClass(MessageKey.class)
class MessageChangeRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Id
  @Column(name = "seq", nullable = false, updatable = false)
  private long seq;

  @Column(name = "rev", nullable = false)
  private long rev;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected MessageChangeRow() {}

  MessageChangeRow(MessageKey message, long rev) {
    this.room = message.room();
    this.seq = message.seq();
    this.rev = rev;
  }

  void changedBy(long newRev) {
    rev = newRev;
  }
}
