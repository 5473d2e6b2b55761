package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.moderation.Announcement;
import dev.parley.moderation.Announcing;
import dev.parley.moderation.Moderation;
import dev.parley.moderation.RoomControls;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.Verdict;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Event;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Target;
import dev.parley.room.Rights;
import dev.parley.room.Rooms;
import dev.parley.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage between the rate limit and the routing: what moderation says to a command. Of a room
 * that the session is not in it says nothing, so that the answer is that of the routing, and nobody
 * learns of a room by a sanction. Who enters a room is judged at its door ({@link ModeratedDoor}).
 * Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Gate {
  private Moderation moderation;
  private Rooms rooms;
  private Announcing announcing;

  @Inject
  public Gate(Moderation moderation, Rooms rooms, Announcing announcing) {
    this.moderation = moderation;
    this.rooms = rooms;
    this.announcing = announcing;
  }

  protected Gate() {} // for the container's proxy

  /** Why the command may not be carried out; null where it may. */
  @Nullable Detail refusal(Session session, Command command) {
    Identity who = session.identity();
    if (who == null) {
      return null;
    }
    if (command instanceof Command.Send send) {
      return sending(session, send);
    } else if (command instanceof Command.Edit edit) {
      return inRoom(session, edit.roomId());
    } else if (command instanceof Command.TypingStart typing) {
      return inRoom(session, typing.roomId());
    } else if (command instanceof Command.Emit emit) {
      return emitting(session, emit.to());
    } else if (command instanceof Command.SetPresence presence && presence.text() != null) {
      return detail(moderation.speech(who));
    }
    return null;
  }

  private @Nullable Detail sending(Session session, Command.Send send) {
    RoomName room = send.roomId();
    Detail refusal = inRoom(session, room);
    if (refusal != null || moderation.controls(room) == null) {
      return refusal;
    }
    Rights rights = rooms.rightsIn(session, room);
    return rights == null || !rights.speak()
        ? null
        : detail(moderation.pace(session.user(), room, rights.moderate(), send.key()));
  }

  /** Nothing is imposed on most users, and most rooms are open: that costs two looks. */
  private @Nullable Detail inRoom(Session session, RoomName room) {
    Identity who = session.user();
    if (!moderation.concerns(who) && moderation.controls(room) == null) {
      return null;
    }
    Rights rights = rooms.rightsIn(session, room);
    return rights == null
        ? null
        : detail(moderation.speech(who, room, rights.moderate(), rights.member()));
  }

  private @Nullable Detail emitting(Session session, Target to) {
    List<RoomName> into = to instanceof Target.ToRooms some ? some.rooms() : List.of();
    for (RoomName room : into) {
      Detail refusal = inRoom(session, room);
      if (refusal != null) {
        return refusal;
      }
    }
    return into.isEmpty() ? detail(moderation.speech(session.user())) : null;
  }

  private static @Nullable Detail detail(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.detail() : null;
  }

  /** Why somebody is kept out of everything; null where that one may come in. */
  @Nullable Detail barred(Session session, Identity proven) {
    Sanction ban = moderation.ban(proven, session.address());
    return ban == null ? null : moderation.refusal(ban);
  }

  /** A session that may not speak anywhere is told so, and each what is announced to all. */
  void greeted(Session session) {
    announcing
        .standingEverywhere(session.user().tenant())
        .forEach(each -> announce(session, each, null));
    Sanction mute = moderation.mute(session.user(), null, false);
    if (mute != null) {
      session.send(new Event.Muted(null, mute.until(), mute.reason().value()));
    }
  }

  /** Also that it is over, where it has ended since it was looked up: others were told before. */
  private void announce(Session session, Announcement announcement, @Nullable RoomName room) {
    session.send(AnnouncementNews.event(announcement, room));
    if (!announcing.stands(announcement)) {
      session.send(new Event.AnnouncementEnded(announcement.id().toString(), room));
    }
  }

  /**
   * A session that enters a room is told what is announced there, how it is set, and when it may
   * not speak there though it may elsewhere.
   */
  void entered(Session session, RoomName room) {
    announcing.standingIn(room).forEach(each -> announce(session, each, room));
    RoomControls set = moderation.controls(room);
    if (set != null) {
      session.send(RoomControlCommands.event(set, null));
    }
    if (!moderation.concerns(session.user())) {
      return;
    }
    Rights rights = rooms.rightsIn(session, room);
    Sanction mute =
        rights == null ? null : moderation.mute(session.user(), room, rights.moderate());
    if (mute != null && mute.room() != null) {
      session.send(new Event.Muted(room, mute.until(), mute.reason().value()));
    }
  }
}
