package dev.parley.history.jpa;

import dev.parley.history.LogHead;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The head of a room's log; whoever holds the lock of the row gives out the room's sequences. */
@Entity
@Table(name = "room_log")
class RoomHeadRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Column(name = "epoch", length = 32, nullable = false, updatable = false)
  private String epoch;

  @Column(name = "first_seq", nullable = false)
  private long firstSeq;

  @Column(name = "last_seq", nullable = false)
  private long lastSeq;

  @Column(name = "rev", nullable = false)
  private long rev;

  @Column(name = "created_at", nullable = false, updatable = false)
  private long createdAt;

  @Transient private @Nullable Epoch parsedEpoch;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected RoomHeadRow() {}

  /** The head of a new log. */
  RoomHeadRow(RoomName room, Instant now) {
    this.room = room.key();
    this.epoch = Epoch.random().value();
    this.firstSeq = 1;
    this.createdAt = now.toEpochMilli();
  }

  RoomName room() {
    return RoomName.ofKey(room);
  }

  Epoch epoch() {
    if (parsedEpoch == null) {
      parsedEpoch = new Epoch(epoch);
    }
    return parsedEpoch;
  }

  boolean isOf(Epoch other) {
    return epoch.equals(other.value());
  }

  long firstSeq() {
    return firstSeq;
  }

  long lastSeq() {
    return lastSeq;
  }

  long rev() {
    return rev;
  }

  long nextSeq() {
    return ++lastSeq;
  }

  long nextRev() {
    return ++rev;
  }

  /** Everything below is gone. */
  void keepFrom(long seq) {
    firstSeq = seq;
  }

  LogHead toHead() {
    return new LogHead(epoch(), firstSeq, lastSeq, rev);
  }
}
