package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.session.Session;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Whether a session may do in a room what it asks for. What it may do where it is in, was decided
 * when it entered and is read here; what it may do elsewhere is decided by its identity alone. Safe
 * for use by any thread; does not block.
 */
final class Authorization {
  private final Directory directory;
  private final RoomPolicies policies;

  Authorization(Directory directory, RoomPolicies policies) {
    this.directory = directory;
    this.policies = policies;
  }

  /** A room that a session is in, and what it may do there. */
  record Allowed(Room room, Rights rights) {}

  /** The room, where the session is in it; else as {@link #outside}. */
  Outcome<Room> joined(Session session, RoomName name) {
    return allowed(session, name, rights -> true, "enter")
        .then(allowed -> Outcome.done(allowed.room()));
  }

  /** The room, where the session is in it and has the right, else {@code FORBIDDEN}. */
  Outcome<Allowed> allowed(Session session, RoomName name, Predicate<Rights> right, String doing) {
    Room room = directory.get(name);
    Rights rights = room == null ? null : room.rights(session);
    if (room == null || rights == null) {
      return outside(session, name);
    }
    return right.test(rights) ? Outcome.done(new Allowed(room, rights)) : forbidden(doing, name);
  }

  /** As {@link Rooms#requireReader}. */
  CompletionStage<Outcome<RoomName>> reader(Session session, RoomName name) {
    Room room = directory.get(name);
    if (room != null && room.has(session)) {
      return Outcome.now(Outcome.done(name));
    }
    return directory
        .seen(session.user(), name)
        .thenApply(
            seen -> {
              if (seen instanceof Outcome.Rejected<Rights> rejected
                  && rejected.detail().code() == ErrorCode.UNAVAILABLE) {
                return Outcome.rejected(rejected.detail());
              }
              boolean reads = seen.fold(Rights::see, detail -> false);
              return reads ? Outcome.done(name) : outside(session, name);
            });
  }

  /** Whether somebody may know of the room without an invitation. */
  boolean mayKnow(Identity who, RoomName name) {
    return policies.rights(who, name, Standing.NONE).know();
  }

  /** Whether it may read without being in the room. */
  boolean sees(Session session, RoomName name) {
    return policies.rights(session.user(), name, Standing.NONE).see();
  }

  /**
   * What is said to a session that is not in the room: {@code NOT_JOINED} where it may enter,
   * {@code FORBIDDEN} where it may only read, {@code NOT_FOUND} where the room is not there for it.
   */
  private <T> Outcome<T> outside(Session session, RoomName name) {
    Rights rights = policies.rights(session.user(), name, Standing.NONE);
    boolean exists =
        directory.get(name) != null || policies.of(name).filter(RoomPolicy::create).isPresent();
    if (!rights.know() || !exists) {
      return Outcome.rejected(ErrorCode.NOT_FOUND, Rooms.noRoom(name));
    }
    return rights.join()
        ? Outcome.rejected(ErrorCode.NOT_JOINED, "not in the room " + name.value())
        : forbidden("enter", name);
  }

  static <T> Outcome<T> forbidden(String doing, RoomName name) {
    return Outcome.rejected(
        ErrorCode.FORBIDDEN, "you may not " + doing + " the room " + name.value());
  }
}
