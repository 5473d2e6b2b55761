package dev.parley.protocol;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the server: one record a type of the wire. The constraints are those of the
 * protocol document; configured limits may be tighter. A {@link Visitor} has one method a command,
 * so that a router cannot forget one.
 */
public sealed interface Command {

  /** The wire name. */
  String type();

  <R> R accept(Visitor<R> visitor);

  /** Says who the client is, or extends a token that runs out. */
  record Auth(@NotEmpty @Size(max = 8192) String token, @Nullable Boolean batch)
      implements Command {
    @Override
    public String type() {
      return "auth";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.auth(this);
    }

    @Override
    public String toString() {
      return "Auth[token=…]";
    }
  }

  /** An application-level round trip. */
  record Ping() implements Command {
    @Override
    public String type() {
      return "ping";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ping(this);
    }
  }

  /**
   * Enters a room; with {@code since}, asks for what was missed, with {@code history}, for the last
   * so many messages.
   */
  record Join(
      @NotNull RoomName roomId,
      @Nullable @Valid Since since,
      @Nullable @Min(0) @Max(1000) Integer history)
      implements Command {
    @Override
    public String type() {
      return "room:join";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.join(this);
    }
  }

  /** Where the client stood; without {@code rev}, as if it had seen no edit. */
  record Since(@NotNull Epoch epoch, @NotNull @Min(0) Long seq, @Nullable @Min(0) Long rev) {
    public Position position() {
      return new Position(epoch, seq, rev == null ? 0 : rev);
    }
  }

  /** Leaves a room with this session. */
  record Leave(@NotNull RoomName roomId) implements Command {
    @Override
    public String type() {
      return "room:leave";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.leave(this);
    }
  }

  /** Asks who is in a room, by pages in the order of user ids. */
  record Members(
      @NotNull RoomName roomId, @Nullable UserId after, @Nullable @Min(1) @Max(1000) Integer limit)
      implements Command {
    @Override
    public String type() {
      return "room:members";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.members(this);
    }
  }

  /** Says something in a room, durably where the room keeps history. */
  record Send(
      @NotNull RoomName roomId,
      @NotEmpty @Size(max = 32768) String content,
      @Nullable ClientKey key)
      implements Command {
    @Override
    public String type() {
      return "chat:send";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.send(this);
    }

    @Override
    public String toString() {
      return "Send[roomId=" + roomId + ", content=…, key=" + key + "]";
    }
  }

  /** Changes the words of an own message (or, with the right, of another's). */
  record Edit(
      @NotNull RoomName roomId,
      @NotNull MessageId messageId,
      @NotEmpty @Size(max = 32768) String content)
      implements Command {
    @Override
    public String type() {
      return "chat:edit";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.edit(this);
    }

    @Override
    public String toString() {
      return "Edit[roomId=" + roomId + ", messageId=" + messageId + ", content=…]";
    }
  }

  /** Takes the words of a message away; its place stays. */
  record Delete(@NotNull RoomName roomId, @NotNull MessageId messageId) implements Command {
    @Override
    public String type() {
      return "chat:delete";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.delete(this);
    }
  }

  /** Reads back: the messages before or after a sequence (not both), or the newest. */
  record History(
      @NotNull RoomName roomId,
      @Nullable @Positive Long before,
      @Nullable @Min(0) Long after,
      @Nullable @Min(1) @Max(1000) Integer limit)
      implements Command {
    @Override
    public String type() {
      return "chat:history";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.history(this);
    }
  }

  /** The user began (or goes on) to type. */
  record TypingStart(@NotNull RoomName roomId) implements Command {
    @Override
    public String type() {
      return "typing:start";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typingStart(this);
    }
  }

  /** The user stopped typing. */
  record TypingStop(@NotNull RoomName roomId) implements Command {
    @Override
    public String type() {
      return "typing:stop";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typingStop(this);
    }
  }

  /**
   * Sends an event of the client's own making to others, and, with {@code ackWithinMs}, gathers
   * their answers.
   */
  record Emit(
      @NotNull Target to,
      @NotNull EventName event,
      @Nullable Payload payload,
      @Nullable Boolean exceptSelf,
      @Nullable @Min(1) @Max(60_000) Integer ackWithinMs)
      implements Command {
    @Override
    public String type() {
      return "emit";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.emit(this);
    }
  }

  /** Answers an emitted event. */
  record EventAck(@NotNull AckId ackId, @Nullable Payload payload) implements Command {
    @Override
    public String type() {
      return "event:ack";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.eventAck(this);
    }
  }

  /** Sets the user's presence, for all of the user's sessions. */
  record SetPresence(@NotNull Status status, @Nullable @Size(max = 128) String text)
      implements Command {
    @Override
    public String type() {
      return "presence:set";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setPresence(this);
    }
  }

  /** One method a command. */
  interface Visitor<R> {
    R auth(Auth command);

    R ping(Ping command);

    R join(Join command);

    R leave(Leave command);

    R members(Members command);

    R send(Send command);

    R edit(Edit command);

    R delete(Delete command);

    R history(History command);

    R typingStart(TypingStart command);

    R typingStop(TypingStop command);

    R emit(Emit command);

    R eventAck(EventAck command);

    R setPresence(SetPresence command);
  }
}
