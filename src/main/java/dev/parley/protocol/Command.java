package dev.parley.protocol;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
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

  /**
   * The same, every room and user in it being that tenant's: frames name none, so that a client
   * reaches its own alone.
   */
  Command within(Tenant tenant);

  /**
   * Says who the client is, or extends a token that runs out; with {@code resume}, comes back to a
   * session that was cut off.
   */
  record Auth(
      @NotEmpty(message = Expected.NOT_EMPTY) @Size(max = 65536, message = Expected.LENGTH)
          String token,
      @Nullable Boolean batch,
      @Nullable @Valid Resume resume)
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
    public Auth within(Tenant tenant) {
      return resume == null ? this : new Auth(token, batch, resume.within(tenant));
    }

    @Override
    public String toString() {
      return "Auth[token=…]";
    }
  }

  /**
   * The session to come back to, and how its rooms are to be entered again; those that are not
   * named are entered at their present position.
   */
  record Resume(
      @NotNull(message = Expected.GIVEN) SessionId sessionId, @Nullable List<@Valid Join> rooms) {
    /** As {@link Command#within}. */
    public Resume within(Tenant tenant) {
      List<Join> theirs =
          rooms == null ? null : rooms.stream().map(room -> room.within(tenant)).toList();
      return new Resume(sessionId, theirs);
    }

    @Override
    public String toString() {
      return "Resume[sessionId=…]";
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

    @Override
    public Ping within(Tenant tenant) {
      return this;
    }
  }

  /**
   * Enters a room; with {@code since}, asks for what was missed, with {@code history}, for the last
   * so many messages.
   */
  record Join(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @Nullable @Valid Since since,
      @Nullable
          @Min(value = 0, message = Expected.UP_TO_1000)
          @Max(value = 1000, message = Expected.UP_TO_1000)
          Integer history)
      implements Command {
    @Override
    public String type() {
      return "room:join";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.join(this);
    }

    @Override
    public Join within(Tenant tenant) {
      return new Join(roomId.within(tenant), since, history);
    }
  }

  /** Where the client stood; without {@code rev}, as if it had seen no edit. */
  record Since(
      @NotNull(message = Expected.GIVEN) Epoch epoch,
      @NotNull(message = Expected.GIVEN) @PositiveOrZero(message = Expected.NOT_NEGATIVE) Long seq,
      @Nullable @PositiveOrZero(message = Expected.NOT_NEGATIVE) Long rev) {
    public Position position() {
      return new Position(epoch, seq, rev == null ? 0 : rev);
    }
  }

  /** Leaves a room with this session. */
  record Leave(@NotNull(message = Expected.GIVEN) RoomName roomId) implements Command {
    @Override
    public String type() {
      return "room:leave";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.leave(this);
    }

    @Override
    public Leave within(Tenant tenant) {
      return new Leave(roomId.within(tenant));
    }
  }

  /** Asks who is in a room, by pages in the order of user ids. */
  record Members(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @Nullable UserId after,
      @Nullable
          @Min(value = 1, message = Expected.FROM_1_TO_1000)
          @Max(value = 1000, message = Expected.FROM_1_TO_1000)
          Integer limit)
      implements Command {
    @Override
    public String type() {
      return "room:members";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.members(this);
    }

    @Override
    public Members within(Tenant tenant) {
      return new Members(roomId.within(tenant), after == null ? null : after.within(tenant), limit);
    }
  }

  /** Invites a user to a room, as a member or as a moderator of it. */
  record Invite(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @NotNull(message = Expected.GIVEN) UserId userId,
      @Nullable Boolean moderator)
      implements Command {
    @Override
    public String type() {
      return "room:invite";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.invite(this);
    }

    @Override
    public Invite within(Tenant tenant) {
      return new Invite(roomId.within(tenant), userId.within(tenant), moderator);
    }
  }

  /** Takes an invitation back, or declines one's own. */
  record Uninvite(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @NotNull(message = Expected.GIVEN) UserId userId)
      implements Command {
    @Override
    public String type() {
      return "room:uninvite";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uninvite(this);
    }

    @Override
    public Uninvite within(Tenant tenant) {
      return new Uninvite(roomId.within(tenant), userId.within(tenant));
    }
  }

  /** Asks to which rooms one is invited, by pages in the order of names. */
  record Invitations(@Nullable RoomName after) implements Command {
    @Override
    public String type() {
      return "room:invitations";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.invitations(this);
    }

    @Override
    public Invitations within(Tenant tenant) {
      return after == null ? this : new Invitations(after.within(tenant));
    }
  }

  /** Says something in a room, durably where the room keeps history. */
  record Send(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @NotEmpty(message = Expected.NOT_EMPTY) @Size(max = 32768, message = Expected.LENGTH)
          String content,
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
    public Send within(Tenant tenant) {
      return new Send(roomId.within(tenant), content, key);
    }

    @Override
    public String toString() {
      return "Send[roomId=" + roomId + ", content=…, key=" + key + "]";
    }
  }

  /** Changes the words of an own message (or, with the right, of another's). */
  record Edit(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @NotNull(message = Expected.GIVEN) MessageId messageId,
      @NotEmpty(message = Expected.NOT_EMPTY) @Size(max = 32768, message = Expected.LENGTH)
          String content)
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
    public Edit within(Tenant tenant) {
      return new Edit(roomId.within(tenant), messageId, content);
    }

    @Override
    public String toString() {
      return "Edit[roomId=" + roomId + ", messageId=" + messageId + ", content=…]";
    }
  }

  /** Takes the words of a message away; its place stays. */
  record Delete(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @NotNull(message = Expected.GIVEN) MessageId messageId)
      implements Command {
    @Override
    public String type() {
      return "chat:delete";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.delete(this);
    }

    @Override
    public Delete within(Tenant tenant) {
      return new Delete(roomId.within(tenant), messageId);
    }
  }

  /** Reads back: the messages before or after a sequence (not both), or the newest. */
  record History(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @Nullable @Positive(message = Expected.POSITIVE) Long before,
      @Nullable @PositiveOrZero(message = Expected.NOT_NEGATIVE) Long after,
      @Nullable
          @Min(value = 1, message = Expected.FROM_1_TO_1000)
          @Max(value = 1000, message = Expected.FROM_1_TO_1000)
          Integer limit)
      implements Command {
    @Override
    public String type() {
      return "chat:history";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.history(this);
    }

    @Override
    public History within(Tenant tenant) {
      return new History(roomId.within(tenant), before, after, limit);
    }
  }

  /** The user began (or goes on) to type. */
  record TypingStart(@NotNull(message = Expected.GIVEN) RoomName roomId) implements Command {
    @Override
    public String type() {
      return "typing:start";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typingStart(this);
    }

    @Override
    public TypingStart within(Tenant tenant) {
      return new TypingStart(roomId.within(tenant));
    }
  }

  /** The user stopped typing. */
  record TypingStop(@NotNull(message = Expected.GIVEN) RoomName roomId) implements Command {
    @Override
    public String type() {
      return "typing:stop";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typingStop(this);
    }

    @Override
    public TypingStop within(Tenant tenant) {
      return new TypingStop(roomId.within(tenant));
    }
  }

  /**
   * Sends an event of the client's own making to others, and, with {@code ackWithinMs}, gathers
   * their answers.
   */
  record Emit(
      @NotNull(message = Expected.GIVEN) Target to,
      @NotNull(message = Expected.GIVEN) EventName event,
      @Nullable Payload payload,
      @Nullable Boolean exceptSelf,
      @Nullable
          @Min(value = 1, message = Expected.FROM_1_TO_60000)
          @Max(value = 60_000, message = Expected.FROM_1_TO_60000)
          Integer ackWithinMs)
      implements Command {
    @Override
    public String type() {
      return "emit";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.emit(this);
    }

    @Override
    public Emit within(Tenant tenant) {
      return new Emit(to.within(tenant), event, payload, exceptSelf, ackWithinMs);
    }
  }

  /** Answers an emitted event. */
  record EventAck(@NotNull(message = Expected.GIVEN) AckId ackId, @Nullable Payload payload)
      implements Command {
    @Override
    public String type() {
      return "event:ack";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.eventAck(this);
    }

    @Override
    public EventAck within(Tenant tenant) {
      return this;
    }
  }

  /** Tells the moderators of a message, and why. */
  record Report(
      @NotNull(message = Expected.GIVEN) RoomName roomId,
      @NotNull(message = Expected.GIVEN) MessageId messageId,
      @NotEmpty(message = Expected.NOT_EMPTY) @Size(max = 512, message = Expected.LENGTH)
          String reason)
      implements Command {
    @Override
    public String type() {
      return "moderation:report";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.report(this);
    }

    @Override
    public Report within(Tenant tenant) {
      return new Report(roomId.within(tenant), messageId, reason);
    }

    @Override
    public String toString() {
      return "Report[roomId=" + roomId + ", messageId=" + messageId + ", reason=…]";
    }
  }

  /** Sets the user's presence, for all of the user's sessions. */
  record SetPresence(
      @NotNull(message = Expected.GIVEN) Status status,
      @Nullable @Size(max = 128, message = Expected.LENGTH) String text)
      implements Command {
    @Override
    public String type() {
      return "presence:set";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setPresence(this);
    }

    @Override
    public SetPresence within(Tenant tenant) {
      return this;
    }
  }

  /** One method a command. */
  interface Visitor<R> {
    R auth(Auth command);

    R ping(Ping command);

    R join(Join command);

    R leave(Leave command);

    R members(Members command);

    R invite(Invite command);

    R uninvite(Uninvite command);

    R invitations(Invitations command);

    R send(Send command);

    R edit(Edit command);

    R delete(Delete command);

    R history(History command);

    R typingStart(TypingStart command);

    R typingStop(TypingStop command);

    R emit(Emit command);

    R eventAck(EventAck command);

    R report(Report command);

    R setPresence(SetPresence command);
  }
}
