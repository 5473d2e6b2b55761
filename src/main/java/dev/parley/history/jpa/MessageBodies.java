package dev.parley.history.jpa;

import dev.parley.history.BodyCipher;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.UndecryptableException;
import dev.parley.protocol.RoomName;

/**
 * Whether and how what messages say is encrypted in their rows. Each text is bound to its message
 * and its sender, so that rows cannot exchange their texts. Safe for use by any thread.
 */
final class MessageBodies {
  private final HistoryPolicy policy;
  private final BodyCipher cipher;

  MessageBodies(HistoryPolicy policy, BodyCipher cipher) {
    this.policy = policy;
    this.cipher = cipher;
  }

  /** What a row keeps encrypted. */
  enum Part {
    CONTENT,
    DIGEST
  }

  /**
   * The message that a text is bound to; none of the texts can contain U+0000. The room's epoch is
   * no part of it: a database that was restored from a backup is given new ones.
   */
  record Place(String room, long seq, String sender) {
    private String context(Part part) {
      return String.join("\0", "parley message 1", room, Long.toString(seq), sender, part.name());
    }

    @Override
    public String toString() {
      return "message " + seq + " of room " + room;
    }
  }

  boolean areEncrypted(RoomName room) {
    return policy.isEncrypted(room);
  }

  /** The key that encrypts. */
  long key() {
    return cipher
        .primaryKey()
        .orElseThrow(() -> new IllegalStateException("no keyset is configured"));
  }

  byte[] encrypt(String text, Place place, Part part) {
    return cipher.encrypt(text, place.context(part));
  }

  String decrypt(byte[] encrypted, Place place, Part part) {
    try {
      return cipher.decrypt(encrypted, place.context(part));
    } catch (UndecryptableException unreadable) {
      throw new UndecryptableException(place + ": " + unreadable.getMessage());
    }
  }
}
