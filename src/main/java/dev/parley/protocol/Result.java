package dev.parley.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ack carries: one record a kind of answer. */
public sealed interface Result {
  /** Nothing but that it was done. */
  record Done() implements Result {}

  /**
   * Who the token proves the client to be, and until when.
   *
   * @param resumed whether the session goes on that the client wanted to come back to; null where
   *     it named none
   */
  record Authenticated(UserInfo user, @Nullable Instant expiresAt, @Nullable Boolean resumed)
      implements Result {}

  /**
   * Where the room stands at the moment of entering.
   *
   * @param recovered true when {@code messages} and {@code changed} are exactly what was missed
   *     since the position given
   * @param reason why not, where a position was given: {@code epoch-changed}, {@code too-far-back},
   *     {@code trimmed} or {@code unreadable}
   * @param messages in the order of their sequences
   * @param changed messages the client has had already and that were edited or deleted since, in
   *     the order of revisions
   * @param members at most as many as a page holds; {@code memberCount} has them all
   */
  record Joined(
      RoomName roomId,
      Epoch epoch,
      long seq,
      long rev,
      boolean recovered,
      @Nullable String reason,
      List<Message> messages,
      List<Message> changed,
      List<Member> members,
      int memberCount)
      implements Result {}

  /** The room that was left. */
  record Left(RoomName roomId) implements Result {}

  /** A page of the users in a room, in the order of their ids. */
  record MemberPage(RoomName roomId, List<Member> members, int memberCount, boolean more)
      implements Result {}

  /** The user is invited from now on. */
  record Invited(RoomName roomId, UserId userId, boolean moderator) implements Result {}

  /** The user is not invited, or no more. */
  record Uninvited(RoomName roomId, UserId userId) implements Result {}

  /** A page of the user's invitations, in the order of the rooms' names. */
  record Invitations(List<Invitation> invitations, boolean more) implements Result {}

  /** The message is committed (in rooms that keep history) and has this place. */
  record Sent(MessageId messageId, RoomName roomId, Epoch epoch, long seq, Instant timestamp)
      implements Result {}

  /** The message was edited or deleted; the room's revision counted that. */
  record Changed(
      MessageId messageId, RoomName roomId, Epoch epoch, long seq, long rev, Instant timestamp)
      implements Result {}

  /** A report is kept; again the same one where the user had it open already. */
  record Reported(String reportId) implements Result {}

  /** A page of history in the order of sequences; {@code more} in the direction that was asked. */
  record HistoryPage(RoomName roomId, Epoch epoch, List<Message> messages, boolean more)
      implements Result {}

  /**
   * To how many sessions an event went; with acknowledgements asked for, who answered what and who
   * stayed silent.
   */
  record Emitted(int delivered, @Nullable List<Answer> answers, @Nullable List<Recipient> silent)
      implements Result {}

  /** One session's answer to an event. */
  record Answer(UserId userId, ClientId clientId, Payload payload) {}

  /** One session that an event was sent to. */
  record Recipient(UserId userId, ClientId clientId) {}
}
