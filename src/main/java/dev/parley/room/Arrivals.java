package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.session.Session;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How sessions get into rooms. Safe for use by any thread; does not block: where the log has to be
 * asked, the rest happens on its threads.
 */
final class Arrivals {
  private static final Log LOG = Log.of(Arrivals.class);

  /** A room may close again and again just before the session enters; hardly so often. */
  private static final int MAX_ATTEMPTS = 8;

  private final Directory directory;
  private final Whereabouts whereabouts;
  private final Departures departures;
  private final Admissions admissions;
  private final Recovery recovery;
  private final RoomLimits limits;

  Arrivals(
      Directory directory,
      Whereabouts whereabouts,
      Departures departures,
      Admissions admissions,
      Recovery recovery,
      RoomLimits limits) {
    this.directory = directory;
    this.whereabouts = whereabouts;
    this.departures = departures;
    this.admissions = admissions;
    this.recovery = recovery;
    this.limits = limits;
  }

  /** As {@link Rooms#join}. */
  CompletionStage<?> join(Session session, Command.Join command, Consumer<Outcome<Entered>> reply) {
    Arrival arrival = new Arrival(session, command, reply);
    step(arrival, () -> find(arrival, MAX_ATTEMPTS));
    return arrival.settled();
  }

  /** Runs a step; whatever it throws, there is an answer, and nobody waits for ever. */
  private void step(Arrival arrival, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException bug) {
      LOG.error(
          "join-failed", bug, "session", arrival.session().clientId(), "room", arrival.name());
      if (arrival.isAnswered()) {
        arrival.settle();
      } else {
        fail(arrival, ErrorCode.INTERNAL, "the server failed; its log says more");
      }
    }
  }

  /** Nothing was done: who was in before still is, and who was not is not. */
  private void fail(Arrival arrival, ErrorCode code, String message) {
    fail(arrival, Detail.of(code, message));
  }

  private void fail(Arrival arrival, Detail why) {
    Room entered = arrival.restore();
    if (entered != null) {
      departures.leave(arrival.session(), entered);
    }
    arrival.refuse(why);
  }

  private void find(Arrival arrival, int attempts) {
    var unused =
        admissions
            .of(arrival.session().user(), arrival.name())
            .whenComplete(
                (outcome, bug) ->
                    step(
                        arrival,
                        () -> {
                          if (bug != null) {
                            throw new IllegalStateException("the admission failed", bug);
                          } else if (outcome instanceof Outcome.Done<Admissions.Admitted> done) {
                            open(arrival, done.value(), attempts);
                          } else {
                            refuse(arrival, outcome);
                          }
                        }));
  }

  private static void refuse(Arrival arrival, Outcome<?> refusal) {
    if (refusal instanceof Outcome.Rejected<?> rejected) {
      arrival.refuse(rejected.detail());
    }
  }

  private void open(Arrival arrival, Admissions.Admitted admitted, int attempts) {
    Identity user = arrival.session().user();
    Room before = directory.get(arrival.name());
    boolean present = before != null && before.isIn(user.id());
    Detail barred = admissions.refusal(user, arrival.name(), admitted, present);
    if (barred != null) {
      arrival.refuse(barred);
      return;
    }
    Outcome<Room> found = room(arrival.session(), arrival.name(), admitted.policy());
    if (found instanceof Outcome.Rejected<Room> rejected) {
      refuse(arrival, rejected);
      return;
    }
    Room room = ((Outcome.Done<Room>) found).value();
    var unused =
        room.opened.whenComplete(
            (exists, failure) ->
                step(
                    arrival,
                    () -> {
                      if (failure != null) {
                        unavailable(arrival);
                      } else if (exists) {
                        enter(arrival, admitted, room, attempts);
                      } else {
                        arrival.refuse(ErrorCode.NOT_FOUND, Rooms.noRoom(arrival.name()));
                      }
                    }));
  }

  private Outcome<Room> room(Session session, RoomName name, RoomPolicy policy) {
    Set<Room> joined = whereabouts.of(session);
    Room present = directory.get(name);
    boolean rejoins = present != null && joined.contains(present);
    if (!rejoins && joined.size() >= limits.perSession()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED, "a session may be in " + limits.perSession() + " rooms");
    }
    return directory.open(name, policy);
  }

  private void enter(Arrival arrival, Admissions.Admitted admitted, Room room, int attempts) {
    Room.Entry entry = room.enter(arrival.session(), admitted.standing());
    if (entry == null) {
      turnAway(arrival, room, attempts);
      return;
    }
    arrival.enters(room, entry);
    whereabouts.entered(arrival.session(), room);
    if (entry.firstSession()) {
      whereabouts.update(arrival.session().user().id(), room);
      directory.recount(room);
    }
    if (arrival.session().isClosed()) { // maybe nobody else would take it out any more
      departures.disconnected(arrival.session(), room);
    }
    room.flush();
    if (admissions.isOutdated(arrival.name(), admitted)) {
      outdated(arrival);
      return;
    }
    Identity user = arrival.session().user();
    Detail barred = admissions.refusal(user, arrival.name(), admitted, !entry.firstSession());
    if (barred != null) { // since it was looked: who bars has not seen us in the room yet
      fail(arrival, barred);
      return;
    }
    recovery
        .missed(room.name(), arrival.command(), entry.position())
        .whenComplete(
            (past, failure) ->
                step(
                    arrival,
                    () -> {
                      if (failure == null) {
                        settle(arrival, room, entry, past);
                      } else {
                        unavailable(arrival);
                      }
                    }));
  }

  private void turnAway(Arrival arrival, Room room, int attempts) {
    if (!room.isClosed()) {
      arrival.refuse(ErrorCode.LIMIT_REACHED, "the room is full");
    } else if (attempts > 0) {
      directory.forget(room);
      find(arrival, attempts - 1);
    } else {
      arrival.refuse(ErrorCode.UNAVAILABLE, "the room is closing, try again");
    }
  }

  private void settle(Arrival arrival, Room room, Room.Entry entry, Recovery.Past past) {
    if (!room.has(arrival.session()) && !arrival.session().isClosed()) {
      outdated(arrival); // it was taken out while the past was read
      return;
    }
    arrival.answer(
        Outcome.done(
            new Entered(
                room.name(),
                entry.position(),
                past.recovered(),
                past.reason(),
                past.messages(),
                past.changed(),
                entry.occupants(),
                entry.firstSession())));
    arrival.settle();
  }

  private void outdated(Arrival arrival) {
    fail(arrival, ErrorCode.UNAVAILABLE, "the room's members have just changed, try again");
  }

  private void unavailable(Arrival arrival) {
    fail(arrival, ErrorCode.UNAVAILABLE, Memberships.AWAY);
  }
}
