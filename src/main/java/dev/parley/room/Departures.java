package dev.parley.room;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How sessions and users get out of rooms: by leaving, or cut off and not back within the grace
 * time. Safe for use by any thread but for {@link #sweep}, which one thread calls; does not block.
 */
final class Departures {
  private final Directory directory;
  private final Whereabouts whereabouts;
  private final long grace;
  private final Queue<CutOff> cutOff =
      new ConcurrentLinkedQueue<>(); // in the order of their ends: the grace is one

  private record CutOff(Room room, UserId user, long departure, long until) {}

  Departures(Directory directory, Whereabouts whereabouts, RoomLimits limits) {
    this.directory = directory;
    this.whereabouts = whereabouts;
    this.grace = limits.grace().toNanos();
  }

  /** A session leaves a room; its user does with the last one. */
  void leave(Session session, Room room) {
    whereabouts.left(session, room);
    Room.Departure departure = room.stand(session);
    if (departure != null && departure.lastSession()) {
      depart(room, session.user().id(), departure.number());
    }
    room.flush();
  }

  /**
   * A session is gone; its user leaves the rooms after the grace time, unless back by then. Answers
   * the rooms, in no order.
   */
  List<RoomName> disconnected(Session session) {
    List<RoomName> names = new ArrayList<>(0);
    for (Room room : whereabouts.remove(session)) {
      names.add(room.name());
      stand(session, room);
    }
    return names;
  }

  /** The same of one room, which a session entered that was gone already. */
  void disconnected(Session session, Room room) {
    if (whereabouts.left(session, room)) {
      stand(session, room);
    }
  }

  private void stand(Session session, Room room) {
    Room.Departure departure = room.stand(session);
    room.flush();
    if (departure != null && departure.lastSession()) {
      long until = System.nanoTime() + grace;
      cutOff.add(new CutOff(room, session.user().id(), departure.number(), until));
    }
  }

  /** Lets those go whose grace time has run out. */
  void sweep(long nanoTime) {
    for (CutOff next = cutOff.peek();
        next != null && nanoTime - next.until() >= 0;
        next = cutOff.peek()) {
      cutOff.remove();
      depart(next.room(), next.user(), next.departure());
    }
  }

  private void depart(Room room, UserId user, long departure) {
    if (!room.depart(user, departure)) {
      return; // back in time, or gone already
    }
    whereabouts.update(user, room);
    if (room.closeIfEmpty()) {
      directory.forget(room);
    } else {
      directory.recount(room);
    }
    room.flush();
  }
}
