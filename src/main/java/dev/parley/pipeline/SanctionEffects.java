package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Moderation;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionKind;
import dev.parley.moderation.SanctionListener;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Rights;
import dev.parley.room.Rooms;
import dev.parley.session.AddressRange;
import dev.parley.session.NetworkAddress;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sanction does to the sessions of this node: they are told, leave the room, or are closed.
 * A session that the sanction does not bind is left alone. Safe for use by any thread; does not
 * block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class SanctionEffects implements SanctionListener {
  private Sessions sessions;
  private Rooms rooms;
  private Moderation moderation;

  @Inject
  public SanctionEffects(Sessions sessions, Rooms rooms, Moderation moderation) {
    this.sessions = sessions;
    this.rooms = rooms;
    this.moderation = moderation;
  }

  protected SanctionEffects() {} // for the container's proxy

  @Override
  public void imposed(Sanction sanction) {
    String reason = sanction.reason().value();
    RoomName room = sanction.room();
    switch (sanction.kind()) {
      case MUTE -> tell(sanction, new Event.Muted(room, sanction.until(), reason));
      case KICK -> {
        if (room != null && sanction.until() != null) {
          expel(sanction, room, new Event.Kicked(room, sanction.until(), reason));
        }
      }
      case BAN -> {
        Event banned = new Event.Banned(room, sanction.until(), reason);
        if (room != null) {
          expel(sanction, room, banned);
        } else {
          close(sanction, banned);
        }
      }
    }
  }

  @Override
  public void lifted(Sanction sanction) {
    Event lifted = new Event.Lifted(sanction.kind().wire(), sanction.room());
    UserId user = sanction.subject().user();
    RoomName room = sanction.room();
    if (user == null || room == null || sanction.kind() == SanctionKind.MUTE) {
      tell(sanction, lifted);
      return;
    }
    for (Session session : sessions.of(user)) {
      if (rooms.mayKnow(session.user(), room)) {
        session.send(lifted);
      }
    }
  }

  private void tell(Sanction sanction, Event event) {
    bound(sanction).forEach(session -> session.send(event));
  }

  private void expel(Sanction sanction, RoomName room, Event event) {
    for (Session session : bound(sanction)) {
      session.send(event);
      rooms.expel(session, room, moderation.refusal(sanction));
    }
  }

  private void close(Sanction sanction, Event event) {
    bound(sanction).forEach(session -> Greeting.turnAway(session, event, CloseCode.BANNED, 0));
  }

  /** The sessions it is about: in its room where it has one. */
  private List<Session> bound(Sanction sanction) {
    List<Session> found = new ArrayList<>();
    for (Session session : concerned(sanction)) {
      if (sanction.authority().binds(session.user(), moderates(session, sanction.room()))) {
        found.add(session);
      }
    }
    return found;
  }

  private boolean moderates(Session session, @Nullable RoomName room) {
    Rights rights = room == null ? null : rooms.rightsIn(session, room);
    return rights != null && rights.moderate();
  }

  private Collection<Session> concerned(Sanction sanction) {
    UserId user = sanction.subject().user();
    AddressRange addresses = sanction.subject().addresses();
    if (user != null) {
      return sanction.room() == null ? sessions.of(user) : rooms.sessionsIn(user, sanction.room());
    }
    List<Session> from = new ArrayList<>();
    if (addresses != null) {
      sessions.forEach(
          session -> {
            if (session.isIdentified() && isFrom(session, sanction, addresses)) {
              from.add(session);
            }
          });
    }
    return from;
  }

  /** Staff comes in from everywhere. */
  private static boolean isFrom(Session session, Sanction sanction, AddressRange addresses) {
    Identity who = session.user();
    NetworkAddress address = NetworkAddress.parse(session.address());
    return who.tenant().equals(sanction.subject().tenant())
        && Authority.of(who) == null
        && address != null
        && addresses.contains(address);
  }
}
