package dev.parley.room;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event that is not of the log reaches: those in rooms, and those who share one with a
 * user; as {@link Rooms} says of each. Safe for use by any thread; does not block.
 */
final class Audience {
  private static final String EMIT = "emit to";

  private final Directory directory;
  private final Authorization authorization;
  private final Whereabouts whereabouts;

  Audience(Directory directory, Authorization authorization, Whereabouts whereabouts) {
    this.directory = directory;
    this.authorization = authorization;
    this.whereabouts = whereabouts;
  }

  Outcome<List<Session>> publish(
      Session from, RoomName name, Event event, @Nullable Session except) {
    return authorization
        .allowed(from, name, Rights::emit, EMIT)
        .then(
            allowed -> {
              Room room = allowed.room();
              List<Session> recipients = room.publish(event, except);
              room.flush();
              return Outcome.done(recipients);
            });
  }

  void publish(RoomName name, Event event) {
    Room room = directory.get(name);
    if (room != null) {
      room.publish(event, null);
      room.flush();
    }
  }

  Runnable queuePresence(RoomName name, Event.PresenceChanged presence) {
    Room room = directory.get(name);
    return room == null ? () -> {} : queue(List.of(room), presence);
  }

  Runnable queuePresence(Event.PresenceChanged presence) {
    return queue(List.copyOf(whereabouts.of(presence.userId())), presence);
  }

  private static Runnable queue(List<Room> rooms, Event.PresenceChanged presence) {
    rooms.forEach(room -> room.tellPresence(presence));
    return () -> rooms.forEach(Room::flush);
  }

  Outcome<Set<Session>> in(Session from, List<RoomName> names) {
    Set<Session> sessions = new HashSet<>();
    for (RoomName name : names) {
      Outcome<Room> room =
          authorization
              .allowed(from, name, Rights::emit, EMIT)
              .then(allowed -> unlessBacklogged(allowed.room()));
      if (room instanceof Outcome.Rejected<Room> rejected) {
        return Outcome.rejected(rejected.detail());
      }
      sessions.addAll(((Outcome.Done<Room>) room).value().sessions());
    }
    return Outcome.done(sessions);
  }

  Set<Session> in(List<RoomName> names) {
    Set<Session> sessions = new HashSet<>();
    for (RoomName name : names) {
      Room room = directory.get(name);
      if (room != null) {
        sessions.addAll(room.sessions());
      }
    }
    return sessions;
  }

  boolean areTogether(UserId one, UserId other) {
    Set<Room> rooms = whereabouts.of(one);
    return one.equals(other) || whereabouts.of(other).stream().anyMatch(rooms::contains);
  }

  /** The room, unless too much waits to be delivered there: then {@code UNAVAILABLE}. */
  static Outcome<Room> unlessBacklogged(Room room) {
    return room.isBacklogged()
        ? Outcome.rejected(
            ErrorCode.UNAVAILABLE,
            "too many events wait in the room " + room.name().value() + ", try again")
        : Outcome.done(room);
  }
}
