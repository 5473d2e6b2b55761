package dev.parley.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the server says unasked: one record a type of the wire. */
public sealed interface Event extends Outbound {

  /** The wire name. */
  String type();

  /**
   * Not null for what only the newest of counts: a later event with an equal key may replace this
   * one in a queue. Null for what every member must get.
   */
  default @Nullable Object conflationKey() {
    return null;
  }

  /** How long what clients say in it is, in UTF-16 units; all else is short. */
  default int contentLength() {
    return 0;
  }

  /**
   * The first event of a session: who it is and what it may.
   *
   * @param guestToken with what a guest comes back as the same guest; null for others
   */
  record Welcome(
      ClientId clientId,
      SessionId sessionId,
      UserInfo user,
      long heartbeatMs,
      Limits limits,
      String node,
      @Nullable String guestToken)
      implements Event {
    @Override
    public String type() {
      return "welcome";
    }

    @Override
    public String toString() {
      return "Welcome[clientId=" + clientId + ", user=" + user + "]";
    }
  }

  /** A user entered a room with the first of the user's sessions. */
  record UserJoined(RoomName roomId, UserId userId, UserName username) implements Event {
    @Override
    public String type() {
      return "room:user-joined";
    }
  }

  /** The last of a user's sessions left a room. */
  record UserLeft(RoomName roomId, UserId userId) implements Event {
    @Override
    public String type() {
      return "room:user-left";
    }
  }

  /** How many users are in a room too big for telling each coming and going. */
  record MemberCount(RoomName roomId, int memberCount) implements Event {
    @Override
    public String type() {
      return "room:count";
    }

    @Override
    public Object conflationKey() {
      return new Key("room:count", roomId, null);
    }
  }

  /**
   * A room of a session that goes on: entered again, as by a {@link Command.Join}.
   *
   * @param room as the join's ack; {@code reason} may also be {@code no-position}
   */
  record RoomResumed(Result.Joined room) implements Event {
    @Override
    public String type() {
      return "room:resumed";
    }
  }

  /**
   * A room that the session is not in any more: it could not enter it again when it went on, or may
   * not be there by its new token; why, as an error says it.
   */
  record RoomLost(RoomName roomId, ErrorCode code, String message) implements Event {
    @Override
    public String type() {
      return "room:lost";
    }
  }

  /** The user was invited to a room, or again as something else. */
  record Invited(Invitation invitation) implements Event {
    @Override
    public String type() {
      return "room:invited";
    }
  }

  /** The user is invited to a room no more; its sessions have left it unless they may stay. */
  record Uninvited(RoomName roomId, UserId by) implements Event {
    @Override
    public String type() {
      return "room:uninvited";
    }
  }

  /** Something was said. */
  record ChatMessage(Message message) implements Event {
    @Override
    public String type() {
      return "chat:message";
    }

    @Override
    public int contentLength() {
      return message.contentLength();
    }
  }

  /** A message has other words now. */
  record ChatEdited(Message message) implements Event {
    @Override
    public String type() {
      return "chat:edited";
    }

    @Override
    public int contentLength() {
      return message.contentLength();
    }
  }

  /** The words of a message are gone. */
  record ChatDeleted(Message message) implements Event {
    @Override
    public String type() {
      return "chat:deleted";
    }
  }

  /** Somebody types. */
  record TypingUser(RoomName roomId, UserId userId, UserName username) implements Event {
    @Override
    public String type() {
      return "typing:user";
    }

    @Override
    public Object conflationKey() {
      return new Key("typing", roomId, userId);
    }
  }

  /** Somebody types no more. */
  record TypingStopped(RoomName roomId, UserId userId) implements Event {
    @Override
    public String type() {
      return "typing:stopped";
    }

    @Override
    public Object conflationKey() {
      return new Key("typing", roomId, userId);
    }
  }

  /** An event of a client's own making; with an ack id it wants an answer. */
  record Custom(EventName event, Payload payload, Sender from, @Nullable AckId ackId)
      implements Event {
    @Override
    public String type() {
      return "event";
    }

    @Override
    public int contentLength() {
      return payload.json().length();
    }
  }

  /** Who emitted an event. */
  record Sender(UserId userId, UserName username, ClientId clientId) {}

  /** A user's presence is another now. */
  record PresenceChanged(UserId userId, Status status, @Nullable String text) implements Event {
    @Override
    public String type() {
      return "presence:changed";
    }

    @Override
    public Object conflationKey() {
      return new Key("presence", null, userId);
    }
  }

  /**
   * A moderator has silenced the user.
   *
   * @param roomId in that room alone; null everywhere
   * @param until null until it is lifted
   */
  record Muted(@Nullable RoomName roomId, @Nullable Instant until, String reason) implements Event {
    @Override
    public String type() {
      return "moderation:muted";
    }
  }

  /** A moderator has put the user out of a room, which may be entered again from then on. */
  record Kicked(RoomName roomId, Instant until, String reason) implements Event {
    @Override
    public String type() {
      return "moderation:kicked";
    }
  }

  /**
   * A moderator keeps the user out.
   *
   * @param roomId of that room alone; null of everything, and the session is closed
   * @param until null until it is lifted
   */
  record Banned(@Nullable RoomName roomId, @Nullable Instant until, String reason)
      implements Event {
    @Override
    public String type() {
      return "moderation:banned";
    }
  }

  /**
   * A moderator has taken back what was imposed on the user.
   *
   * @param kind {@code mute}, {@code kick} or {@code ban}
   * @param roomId null where it counted everywhere
   */
  record Lifted(String kind, @Nullable RoomName roomId) implements Event {
    @Override
    public String type() {
      return "moderation:lifted";
    }
  }

  /** A moderator ends the session. */
  record Disconnected(String reason) implements Event {
    @Override
    public String type() {
      return "moderation:disconnected";
    }
  }

  /**
   * How moderators have set a room.
   *
   * @param reason why, where it was changed just now
   */
  record RoomModerated(
      RoomName roomId,
      boolean locked,
      boolean readOnly,
      int slowModeSeconds,
      boolean membersOnly,
      @Nullable String reason)
      implements Event {
    @Override
    public String type() {
      return "moderation:room";
    }
  }

  /**
   * Moderators tell those in a room something, or all.
   *
   * @param id the same whenever it is told again
   * @param roomId null where it is for all
   * @param level {@code info} or {@code warning}
   * @param until who comes before then is told as well; null where it is told once
   */
  record Announced(
      String id,
      @Nullable RoomName roomId,
      String content,
      String level,
      @Nullable Instant until,
      UserId by,
      Instant timestamp)
      implements Event {
    @Override
    public String type() {
      return "moderation:announcement";
    }

    @Override
    public int contentLength() {
      return content.length();
    }
  }

  /** An announcement was taken back, of that room or of all. */
  record AnnouncementEnded(String id, @Nullable RoomName roomId) implements Event {
    @Override
    public String type() {
      return "moderation:announcement-ended";
    }
  }

  /**
   * A moderator has decided on what the user had reported.
   *
   * @param state {@code removed} or {@code retained}
   */
  record ReportDecided(String reportId, RoomName roomId, MessageId messageId, String state)
      implements Event {
    @Override
    public String type() {
      return "moderation:report-decided";
    }
  }

  /**
   * The token has run out: the server closes unless a new one comes.
   *
   * @param closesInMs when, in milliseconds from now
   */
  record AuthExpired(long closesInMs) implements Event {
    @Override
    public String type() {
      return "auth:expired";
    }
  }

  /** The server is about to close on purpose. */
  record Goodbye(String reason, long reconnectAfterMs) implements Event {
    @Override
    public String type() {
      return "goodbye";
    }
  }

  /** What a conflated event is about. */
  record Key(String kind, @Nullable RoomName room, @Nullable UserId user) {}
}
