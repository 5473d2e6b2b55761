package dev.parley.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as history keeps it and as members see it.
 *
 * @param seq its place in the room, from 1, gapless
 * @param rev the room's revision when the message was last edited or deleted; 0 if it never was
 * @param content what was said; {@code null} once deleted
 * @param timestamp when it was committed, in milliseconds
 */
public record Message(
    MessageId messageId,
    RoomName roomId,
    Epoch epoch,
    long seq,
    long rev,
    UserId senderId,
    UserName senderName,
    @Nullable String content,
    Instant timestamp,
    @Nullable Instant editedAt,
    @Nullable UserId editedBy,
    @Nullable Instant deletedAt,
    @Nullable UserId deletedBy) {

  /** A message nobody has edited or deleted. */
  public static Message posted(
      RoomName room,
      Epoch epoch,
      long seq,
      UserId sender,
      UserName name,
      String content,
      Instant at) {
    return new Message(
        new MessageId(epoch, seq),
        room,
        epoch,
        seq,
        0,
        sender,
        name,
        content,
        at,
        null,
        null,
        null,
        null);
  }

  /** How long what was said is, in UTF-16 units; 0 once deleted. */
  public int contentLength() {
    return content == null ? 0 : content.length();
  }
}
