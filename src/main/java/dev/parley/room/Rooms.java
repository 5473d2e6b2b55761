package dev.parley.room;

import dev.parley.history.Change;
import dev.parley.history.CommitListener;
import dev.parley.history.HistoryLimits;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this node with somebody in them: entering, leaving, being cut off, and the way from
 * a commit to the members.
 *
 * <p>Safe for use by any thread; no method blocks. A room that a user may not see answers exactly
 * as one that does not exist. Of what is told to a session after it entered, nothing is missing and
 * nothing comes twice.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Rooms implements CommitListener {
  private static final String SPEAK = "speak in";

  private RoomLimits limits;
  private Drains drains;
  private Authorization authorization;
  private Typing typing;
  private Directory directory;
  private RoomSurvey survey;
  private Whereabouts whereabouts;
  private Departures departures;
  private Arrivals arrivals;
  private Audience audience;
  private CatchUp catchUp;
  private Door door;

  @Inject
  public Rooms(
      RoomLimits limits,
      HistoryLimits historyLimits,
      RoomPolicies policies,
      Memberships memberships,
      RoomLog log,
      Door door,
      ThreadFactory threads,
      MeterRegistry meters) {
    this(
        limits,
        historyLimits,
        policies,
        memberships,
        log,
        door,
        new DrainThreads(limits.fanOutThreads(), threads),
        meters);
  }

  Rooms(
      RoomLimits limits,
      HistoryLimits historyLimits,
      RoomPolicies policies,
      Memberships memberships,
      RoomLog log,
      Door door,
      Drains drains,
      MeterRegistry meters) {
    this.limits = limits;
    this.drains = drains;
    this.door = door;
    this.typing = new Typing(limits);
    this.catchUp = new CatchUp(log);
    this.directory = new Directory(limits, policies, log, catchUp, drains);
    this.authorization = new Authorization(directory, policies);
    this.whereabouts = new Whereabouts();
    this.survey = new RoomSurvey(directory, whereabouts, policies);
    this.departures = new Departures(directory, whereabouts, limits);
    this.audience = new Audience(directory, authorization, whereabouts);
    this.arrivals =
        new Arrivals(
            directory,
            whereabouts,
            departures,
            new Admissions(directory, memberships, door),
            new Recovery(log, historyLimits),
            limits);
    Gauge.builder("parley.rooms", directory.rooms(), Map::size)
        .description("rooms with somebody in them")
        .register(meters);
  }

  protected Rooms() {} // for the container's proxy

  @PreDestroy
  void stop() {
    drains.stop();
  }

  /**
   * Enters a room. {@code reply} is called once, on any thread, and before anything that happened
   * in the room after the position it gets is sent to the session. Refused as {@code NOT_FOUND},
   * {@code FORBIDDEN}, {@code LIMIT_REACHED} or {@code UNAVAILABLE}.
   *
   * @return completed, never exceptionally, once the reply was called and the session hears what
   *     happens
   */
  public CompletionStage<?> join(
      Session session, Command.Join command, Consumer<Outcome<Entered>> reply) {
    return arrivals.join(session, command, reply);
  }

  /** Leaves a room with one session. Refused as {@code NOT_JOINED} or {@code NOT_FOUND}. */
  public Outcome<RoomName> leave(Session session, RoomName name) {
    return authorization
        .joined(session, name)
        .then(
            room -> {
              departures.leave(session, room);
              return Outcome.done(name);
            });
  }

  /**
   * A session has another token now: what it may do in its rooms is decided anew, and those that it
   * may not enter any more, by their policy or by their {@link Door}, it leaves, and is told so.
   */
  public void renewed(Session session) {
    for (Room room : List.copyOf(whereabouts.of(session))) {
      if (!room.decide(session)) {
        departures.leave(session, room);
        tellLost(session, room.name());
      } else {
        askDoor(session, room);
      }
    }
  }

  /** A sanction may bind whom it did not while that one had more rights. */
  private void askDoor(Session session, Room room) {
    Rights rights = room.rights(session);
    Detail barred = rights == null ? null : door.refusal(session.user(), room.name(), rights, true);
    if (barred != null) {
      expel(session, room.name(), barred);
    }
  }

  /** In the words that any further command to the room is refused with. */
  private void tellLost(Session session, RoomName name) {
    if (authorization.joined(session, name) instanceof Outcome.Rejected<Room> rejected) {
      session.send(new Event.RoomLost(name, rejected.detail().code(), rejected.detail().message()));
    }
  }

  /** A user has another standing in a room: as {@link #renewed}, for the user's sessions there. */
  void stands(UserId user, RoomName name, Standing standing) {
    Room room = directory.get(name);
    if (room != null) {
      room.decide(user, standing).forEach(session -> departures.leave(session, room));
      room.sessions(user).forEach(session -> askDoor(session, room));
    }
  }

  /** Takes a session out of a room whose {@link Door} does not let it in any more, and tells it. */
  public void expel(Session session, RoomName name, Detail why) {
    Room room = directory.get(name);
    if (room != null && room.has(session)) {
      departures.leave(session, room);
      session.send(new Event.RoomLost(name, why.code(), why.message()));
    }
  }

  /** The sessions of a user that are in a room. */
  public List<Session> sessionsIn(UserId user, RoomName name) {
    Room room = directory.get(name);
    return room == null ? List.of() : room.sessions(user);
  }

  /** What a session may do in a room, as decided when it entered; null where it is not in it. */
  public @Nullable Rights rightsIn(Session session, RoomName name) {
    Room room = directory.get(name);
    return room == null ? null : room.rights(session);
  }

  /** Whether somebody may know by identity alone that there may be such a room. */
  public boolean mayKnow(Identity who, RoomName name) {
    return authorization.mayKnow(who, name);
  }

  /**
   * Takes a session that is gone out of its rooms; its user leaves them after the grace time,
   * unless back by then. Answers the rooms, in no order.
   */
  public List<RoomName> disconnected(Session session) {
    return departures.disconnected(session);
  }

  /** What the session may do in the room: it is in it, and may speak there. */
  public Outcome<Rights> requireSpeaker(Session session, RoomName name) {
    return authorization
        .allowed(session, name, Rights::speak, SPEAK)
        .then(allowed -> Outcome.done(allowed.rights()));
  }

  /**
   * As {@link #requireSpeaker}, and not too much waits to be delivered there, else {@code
   * UNAVAILABLE}.
   */
  public Outcome<Rights> requireWritable(Session session, RoomName name) {
    return authorization
        .allowed(session, name, Rights::speak, SPEAK)
        .then(
            allowed ->
                Audience.unlessBacklogged(allowed.room())
                    .then(room -> Outcome.done(allowed.rights())));
  }

  /**
   * Whether the session may read the room's history: it is in it, or may read it without. Where it
   * is not in it, the log is looked into, whatever the answer will be. The stage never fails;
   * refused as {@code NOT_JOINED}, {@code FORBIDDEN}, {@code NOT_FOUND} or {@code UNAVAILABLE}.
   */
  public CompletionStage<Outcome<RoomName>> requireReader(Session session, RoomName name) {
    return authorization.reader(session, name);
  }

  /** A page of the users in a room that the session is in, or may read without. */
  public Outcome<OccupantPage> members(
      Session session, RoomName name, @Nullable UserId after, @Nullable Integer limit) {
    int most = Math.min(limit == null ? limits.membersPage() : limit, limits.membersPage());
    Room room = directory.get(name);
    if (authorization.sees(session, name)) {
      return Outcome.done(
          room == null ? new OccupantPage(List.of(), 0, false) : room.page(after, most));
    }
    return authorization.joined(session, name).then(in -> Outcome.done(in.page(after, most)));
  }

  public Outcome<RoomName> startTyping(Session session, RoomName name) {
    return authorization
        .allowed(session, name, Rights::speak, SPEAK)
        .then(
            allowed -> {
              Room room = allowed.room();
              if (room.isAnnouncing() && !room.isBacklogged()) {
                typing.start(room, session.user());
              }
              return Outcome.done(name);
            });
  }

  public Outcome<RoomName> stopTyping(Session session, RoomName name) {
    return authorization
        .joined(session, name)
        .then(
            room -> {
              room.stopTyping(session.user().id());
              room.flush();
              return Outcome.done(name);
            });
  }

  /** Publishes an event in a room the session may emit to; answers the sessions it goes to. */
  public Outcome<List<Session>> publish(
      Session from, RoomName name, Event event, @Nullable Session except) {
    return audience.publish(from, name, event, except);
  }

  /**
   * Queues for those in a room how present a user is who has entered it, after they are told of
   * that; not where comings are not told. It leaves once what is returned is run, by who holds no
   * lock.
   */
  public Runnable queuePresence(RoomName name, Event.PresenceChanged presence) {
    return audience.queuePresence(name, presence);
  }

  /**
   * The same in every room that the user is in, so that it comes in each in its place: after what
   * was queued there before, and after the answer to who is entering.
   */
  public Runnable queuePresence(Event.PresenceChanged presence) {
    return audience.queuePresence(presence);
  }

  /**
   * Every session in one of these rooms, once; refused unless {@code from} may emit to all of them,
   * and as {@code UNAVAILABLE} while too much waits to be delivered in one.
   */
  public Outcome<Set<Session>> sessionsIn(Session from, List<RoomName> names) {
    return audience.in(from, names);
  }

  /**
   * Whether who need not be in the room may write there now: refused as {@code UNAVAILABLE} while
   * too much waits to be delivered. A room that nobody is in is one.
   */
  public Outcome<RoomName> requireUnhurried(RoomName name) {
    Room room = directory.get(name);
    return room == null
        ? Outcome.done(name)
        : Audience.unlessBacklogged(room).then(unhurried -> Outcome.done(name));
  }

  /** Every session in one of these rooms, once, for who need not be in them. */
  public Set<Session> sessionsIn(List<RoomName> names) {
    return audience.in(names);
  }

  /** Publishes an event in a room for who need not be in it; nobody hears it where nobody is. */
  public void publish(RoomName name, Event event) {
    audience.publish(name, event);
  }

  /** Whether two users are in one room, or are the same. */
  public boolean areTogether(UserId one, UserId other) {
    return audience.areTogether(one, other);
  }

  @Override
  public void committed(RoomName name, List<Change> changes) {
    Room room = directory.get(name);
    if (room != null) {
      boolean behind = room.tell(changes);
      room.flush();
      if (behind) {
        catchUp.start(room);
      }
    }
  }

  /**
   * Ends what has run out: typing, and the grace of those who were cut off; reads again what could
   * not be read. Called by one thread, several times a second.
   */
  public void sweep(long nanoTime) {
    typing.sweep(nanoTime);
    departures.sweep(nanoTime);
    catchUp.sweep();
  }

  /**
   * Tells the count in rooms too big for more, where it changed since the last time. Called by one
   * thread, once a second.
   */
  public void tellCounts() {
    directory.forEachRecounted(
        room -> {
          room.tellCount();
          room.flush();
        });
  }

  /** For who only looks at them. */
  public RoomSurvey survey() {
    return survey;
  }

  /** Nobody is in any room, and nothing is kept of anybody. */
  boolean isEmpty() {
    return directory.rooms().isEmpty() && whereabouts.isEmpty();
  }

  /** What is said of a room that does not exist, and of one that the user may not see. */
  static String noRoom(RoomName name) {
    return "there is no room " + name.value();
  }
}
