package dev.parley.history.jpa;

import dev.parley.history.Entry;
import dev.parley.history.EntryRule;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as it is now; of what it was when sent, the digest alone is kept. */
@Entity
@Table(name = "message")
@IdClass(MessageKey.class)
class MessageRow {
  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Id
  @Column(name = "seq", nullable = false, updatable = false)
  private long seq;

  @Column(name = "rev", nullable = false)
  private long rev;

  @Column(name = "sender_id", length = UserId.MAX_LENGTH, nullable = false, updatable = false)
  private String senderId;

  @Column(name = "sender_name", length = UserName.MAX_LENGTH, nullable = false, updatable = false)
  private String senderName;

  @Column(name = "content", length = EntryRule.MAX_CONTENT)
  private @Nullable String content;

  @Column(name = "sent_at", nullable = false, updatable = false)
  private long sentAt;

  @Column(name = "edited_at")
  private @Nullable Long editedAt;

  @Column(name = "edited_by", length = UserId.MAX_LENGTH)
  private @Nullable String editedBy;

  @Column(name = "deleted_at")
  private @Nullable Long deletedAt;

  @Column(name = "deleted_by", length = UserId.MAX_LENGTH)
  private @Nullable String deletedBy;

  @Column(name = "key_digest", length = 22, updatable = false)
  private @Nullable String keyDigest;

  @Column(name = "content_digest", length = 43, updatable = false)
  private @Nullable String contentDigest;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected MessageRow() {}

  /** A new message in its place. */
  MessageRow(Entry.Post post, long seq, Instant now, @Nullable String keyDigest) {
    this.room = post.room().key();
    this.seq = seq;
    this.senderId = post.by().value();
    this.senderName = post.name().value();
    this.content = post.content();
    this.sentAt = now.toEpochMilli();
    if (keyDigest != null) {
      this.keyDigest = keyDigest;
      this.contentDigest = Digests.ofContent(post.content());
    }
  }

  MessageKey key() {
    return new MessageKey(room, seq);
  }

  @Nullable String keyDigest() {
    return keyDigest;
  }

  boolean isBy(UserId user) {
    return senderId.equals(user.value());
  }

  boolean isDeleted() {
    return deletedAt != null;
  }

  boolean wasSentAs(String text) {
    return Digests.ofContent(text).equals(contentDigest);
  }

  void edit(String text, UserId by, Instant now, long newRev) {
    content = text;
    editedAt = now.toEpochMilli();
    editedBy = by.value();
    rev = newRev;
  }

  void delete(UserId by, Instant now, long newRev) {
    content = null;
    deletedAt = now.toEpochMilli();
    deletedBy = by.value();
    rev = newRev;
  }

  Message toMessage(Epoch epoch) {
    RoomName name = RoomName.ofKey(room);
    UserId sender = user(name, senderId);
    return new Message(
        new MessageId(epoch, seq),
        name,
        epoch,
        seq,
        rev,
        sender,
        UserName.fitting(senderName, senderId), // the rule may be younger than the row
        content,
        Instant.ofEpochMilli(sentAt),
        instant(editedAt),
        editedBy == null ? null : user(name, editedBy),
        instant(deletedAt),
        deletedBy == null ? null : user(name, deletedBy));
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** Who is in a room is of its tenant. */
  private static UserId user(RoomName room, String id) {
    return new UserId(room.tenant(), id);
  }
}
