package dev.parley.history.jpa;

import dev.parley.history.Entry;
import dev.parley.history.EntryRule;
import dev.parley.history.Said;
import dev.parley.history.UndecryptableException;
import dev.parley.history.jpa.MessageBodies.Part;
import dev.parley.history.jpa.MessageBodies.Place;
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
  /** Whose message it is where all that says so was erased. */
  private static final String ERASED_NAME = "erased";

  @Id
  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Id
  @Column(name = "seq", nullable = false, updatable = false)
  private long seq;

  @Column(name = "rev", nullable = false)
  private long rev;

  @Column(name = "sender_id", length = UserId.MAX_LENGTH, nullable = false)
  private String senderId;

  @Column(name = "sender_name", length = UserName.MAX_LENGTH, nullable = false)
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

  @Column(name = "removed_at")
  private @Nullable Long removedAt;

  @Column(name = "removed_by", length = UserId.MAX_LENGTH)
  private @Nullable String removedBy;

  @Column(name = "key_digest", length = 22)
  private @Nullable String keyDigest;

  @Column(name = "content_digest", length = 43)
  private @Nullable String contentDigest;

  @Column(name = "encrypted_content")
  private byte @Nullable [] encryptedContent;

  @Column(name = "encrypted_digest")
  private byte @Nullable [] encryptedDigest;

  @Column(name = "encrypted_by")
  private @Nullable Long encryptedBy;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected MessageRow() {}

  /** A new message in its place, which says nothing yet. */
  MessageRow(Entry.Post post, long seq, Instant now, @Nullable String keyDigest) {
    this.room = post.room().key();
    this.seq = seq;
    this.senderId = post.by().value();
    this.senderName = post.name().value();
    this.sentAt = now.toEpochMilli();
    this.keyDigest = keyDigest;
  }

  /** What it says when it is sent. */
  void say(Entry.Post post, MessageBodies bodies) {
    String digest = keyDigest == null ? null : Digests.ofContent(post.content());
    write(post.content(), digest, bodies.areEncrypted(post.room()), bodies);
  }

  /** The digest goes with the content, so that one key reads both. */
  private void write(String text, @Nullable String digest, boolean encrypt, MessageBodies bodies) {
    Place place = place();
    content = encrypt ? null : text;
    contentDigest = encrypt ? null : digest;
    encryptedContent = encrypt ? bodies.encrypt(text, place, Part.CONTENT) : null;
    encryptedDigest = encrypt && digest != null ? bodies.encrypt(digest, place, Part.DIGEST) : null;
    encryptedBy = encrypt ? bodies.key() : null;
  }

  private Place place() {
    return new Place(room, seq, senderId);
  }

  MessageKey key() {
    return new MessageKey(room, seq);
  }

  long rev() {
    return rev;
  }

  @Nullable String keyDigest() {
    return keyDigest;
  }

  boolean isBy(UserId user) {
    return senderId.equals(user.value());
  }

  UserId sender() {
    return user(RoomName.ofKey(room), senderId);
  }

  /** Whether a moderator has hidden it, and its words are still there. */
  boolean isRemoved() {
    return removedAt != null;
  }

  boolean isRemovedBy(UserId user) {
    return user.value().equals(removedBy);
  }

  /** Whether nobody sees its words. */
  boolean isGone() {
    return deletedAt != null || isRemoved();
  }

  boolean wasSentAs(String text, MessageBodies bodies) {
    return Digests.ofContent(text).equals(digest(bodies));
  }

  private @Nullable String digest(MessageBodies bodies) {
    return encryptedDigest == null
        ? contentDigest
        : bodies.decrypt(encryptedDigest, place(), Part.DIGEST);
  }

  private @Nullable String content(MessageBodies bodies) {
    return encryptedContent == null
        ? content
        : bodies.decrypt(encryptedContent, place(), Part.CONTENT);
  }

  /** Encrypts by what the room's policy says now, whatever it said before. */
  void sayInstead(String text, MessageBodies bodies) {
    boolean encrypt = bodies.areEncrypted(RoomName.ofKey(room));
    write(text, digest(bodies), encrypt, bodies);
  }

  void edit(UserId by, Instant now, long newRev) {
    editedAt = now.toEpochMilli();
    editedBy = by.value();
    rev = newRev;
  }

  void delete(UserId by, Instant now, long newRev) {
    content = null;
    encryptedContent = null;
    if (encryptedDigest == null) {
      encryptedBy = null; // or the key could not be removed, though it encrypts nothing here
    }
    deletedAt = now.toEpochMilli();
    deletedBy = by.value();
    rev = newRev;
  }

  /** Nothing is left of it but its place, when it was deleted, and by whom of others. */
  void erase(UserId by, Instant now, long newRev) {
    if (deletedAt == null) {
      deletedAt = now.toEpochMilli();
      deletedBy = by.value();
    } else if (senderId.equals(deletedBy)) {
      deletedBy = UserId.ERASED;
    }
    senderId = UserId.ERASED;
    senderName = ERASED_NAME;
    content = null;
    contentDigest = null;
    keyDigest = null;
    encryptedContent = null;
    encryptedDigest = null;
    encryptedBy = null;
    editedAt = null;
    editedBy = null;
    removedAt = null;
    removedBy = null;
    rev = newRev;
  }

  void remove(UserId by, Instant now, long newRev) {
    removedAt = now.toEpochMilli();
    removedBy = by.value();
    rev = newRev;
  }

  void restore(long newRev) {
    removedAt = null;
    removedBy = null;
    rev = newRev;
  }

  /** What is kept, of a hidden one as well. */
  Said said(Epoch epoch, MessageBodies bodies) {
    return new Said(
        RoomName.ofKey(room),
        new MessageId(epoch, seq),
        Instant.ofEpochMilli(sentAt),
        readable(bodies),
        instant(editedAt),
        instant(deletedAt),
        instant(removedAt));
  }

  private @Nullable String readable(MessageBodies bodies) {
    try {
      return content(bodies);
    } catch (UndecryptableException unreadable) { // by anybody
      return null;
    }
  }

  /** A removed one is to be seen as one that was deleted. */
  Message toMessage(Epoch epoch, MessageBodies bodies) {
    Long gone = isRemoved() ? removedAt : deletedAt;
    String goneBy = isRemoved() ? removedBy : deletedBy;
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
        isRemoved() ? null : content(bodies),
        Instant.ofEpochMilli(sentAt),
        instant(editedAt),
        editedBy == null ? null : user(name, editedBy),
        instant(gone),
        goneBy == null ? null : user(name, goneBy));
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** Who is in a room is of its tenant. */
  private static UserId user(RoomName room, String id) {
    return new UserId(room.tenant(), id);
  }
}
