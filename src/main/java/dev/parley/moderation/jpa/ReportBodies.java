package dev.parley.moderation.jpa;

import dev.parley.history.BodyCipher;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.UndecryptableException;
import dev.parley.log.Log;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * How reports keep what was said: encrypted where the messages of the room are, and bound to the
 * report, the room and who has said it, so that rows cannot exchange their texts. Safe for use by
 * any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ReportBodies {
  private static final Log LOG = Log.of(ReportBodies.class);

  private HistoryPolicy policy;
  private BodyCipher cipher;

  @Inject
  public ReportBodies(HistoryPolicy policy, BodyCipher cipher) {
    this.policy = policy;
    this.cipher = cipher;
  }

  protected ReportBodies() {} // for the container's proxy

  boolean areEncrypted(RoomName room) {
    return policy.isEncrypted(room);
  }

  /** The key that encrypts, as the keyset numbers it. */
  long key() {
    return cipher
        .primaryKey()
        .orElseThrow(() -> new IllegalStateException("no keyset is configured"));
  }

  byte[] encrypt(String content, long id, RoomName room, String sender) {
    return cipher.encrypt(content, context(id, room, sender));
  }

  /** Null where it cannot be, which the log tells. */
  @Nullable String decrypt(byte[] encrypted, long id, RoomName room, String sender) {
    try {
      return cipher.decrypt(encrypted, context(id, room, sender));
    } catch (UndecryptableException lost) {
      LOG.warn("report-undecryptable", lost, "report", id, "room", room);
      return null;
    }
  }

  private static String context(long id, RoomName room, String sender) {
    return String.join("\0", "parley report 1", Long.toString(id), room.key(), sender);
  }
}
