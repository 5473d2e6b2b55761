package dev.parley.protocol;

import java.time.Instant;

/** What a message becomes, as a test expects it. */
public final class ChangedMessage {
  private ChangedMessage() {}

  /** The message with other words. */
  public static Message edited(Message of, String content, UserId by, Instant at, long rev) {
    return new Message(
        of.messageId(),
        of.roomId(),
        of.epoch(),
        of.seq(),
        rev,
        of.senderId(),
        of.senderName(),
        content,
        of.timestamp(),
        at,
        by,
        null,
        null);
  }

  /** What is left of the message: its place, who sent it, who deleted it. */
  public static Message deleted(Message of, UserId by, Instant at, long rev) {
    return new Message(
        of.messageId(),
        of.roomId(),
        of.epoch(),
        of.seq(),
        rev,
        of.senderId(),
        of.senderName(),
        null,
        of.timestamp(),
        of.editedAt(),
        of.editedBy(),
        at,
        by);
  }
}
