package dev.parley.room;

import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms sessions and users are in. Safe for use by any thread; does not block. Nothing is
 * kept of who is in none.
 */
final class Whereabouts {
  private final ConcurrentHashMap<Session, Set<Room>> bySession = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<UserId, Set<Room>> byUser = new ConcurrentHashMap<>();

  /** A live view. */
  Set<Room> of(Session session) {
    return bySession.getOrDefault(session, Set.of());
  }

  /** A live view. */
  Set<Room> of(UserId user) {
    return byUser.getOrDefault(user, Set.of());
  }

  void entered(Session session, Room room) {
    bySession.compute(session, (key, known) -> with(known, room));
  }

  /** False when it was not known to be in the room. */
  boolean left(Session session, Room room) {
    boolean[] wasIn = {false};
    bySession.computeIfPresent(
        session,
        (key, known) -> {
          wasIn[0] = known.contains(room);
          return without(known, room);
        });
    return wasIn[0];
  }

  /** Takes out all rooms of a session that is gone; each room is taken by one caller. */
  Set<Room> remove(Session session) {
    Set<Room> known = bySession.remove(session);
    return known == null ? Set.of() : known;
  }

  /** Brings what is known of a user in line with the room itself, whoever comes last. */
  void update(UserId user, Room room) {
    byUser.compute(
        user, (key, known) -> room.isIn(user) ? with(known, room) : without(known, room));
  }

  boolean isEmpty() {
    return bySession.isEmpty() && byUser.isEmpty();
  }

  private static Set<Room> with(@Nullable Set<Room> known, Room room) {
    Set<Room> rooms = known == null ? ConcurrentHashMap.newKeySet(2) : known;
    rooms.add(room);
    return rooms;
  }

  private static @Nullable Set<Room> without(@Nullable Set<Room> known, Room room) {
    if (known == null) {
      return null;
    }
    known.remove(room);
    return known.isEmpty() ? null : known;
  }
}
