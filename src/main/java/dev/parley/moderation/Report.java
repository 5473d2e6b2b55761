package dev.parley.moderation;

import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message that a user has shown to the moderators, and what became of it.
 *
 * @param content as it was when it was reported, whatever became of the message; null where it is
 *     encrypted by a key that the node does not have
 * @param by who has reported it
 * @param removed whether the decision has hidden the message, so that another shows it again
 * @param decision who has set the state, when and why; null where nobody has yet
 */
public record Report(
    ActId id,
    RoomName room,
    MessageId message,
    UserId sender,
    UserName senderName,
    @Nullable String content,
    UserId by,
    Reason reason,
    Instant at,
    State state,
    boolean removed,
    @Nullable Decision decision) {

  /** How far it is. The wire form is lower case. */
  public enum State {
    /** Nobody has taken it on. */
    PENDING,
    /** Whoever has made the last decision looks into it. */
    ASSIGNED,
    /** The message was removed for it. */
    REMOVED,
    /** The message stays. */
    RETAINED;

    /** The wire form. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} where the text is the wire form of none. */
    public static State ofWire(String text) {
      for (State state : values()) {
        if (state.wire().equals(text)) {
          return state;
        }
      }
      throw new IllegalArgumentException("must be one of pending, assigned, removed, retained");
    }

    /** Whether it waits for nobody any more. */
    public boolean isFinal() {
      return this == REMOVED || this == RETAINED;
    }
  }

  /** What a moderator has made of it. */
  public record Decision(UserId by, Instant at, Reason reason) {}

  static Report of(ActId id, Message message, UserId by, Reason reason, Instant at) {
    return new Report(
        id,
        message.roomId(),
        message.messageId(),
        message.senderId(),
        message.senderName(),
        message.content(),
        by,
        reason,
        at,
        State.PENDING,
        false,
        null);
  }

  Report decided(State to, boolean removedByIt, Decision how) {
    return new Report(
        id, room, message, sender, senderName, content, by, reason, at, to, removedByIt, how);
  }

  /** Who looks into it; null where nobody does. */
  public @Nullable UserId assignee() {
    return state == State.ASSIGNED && decision != null ? decision.by() : null;
  }
}
