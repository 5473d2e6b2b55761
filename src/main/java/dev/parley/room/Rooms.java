package dev.parley.room;

import dev.parley.history.Change;
import dev.parley.history.CommitListener;
import dev.parley.history.HistoryLimits;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private static final int MAX_ENTER_ATTEMPTS = 8;

  private RoomLimits limits;
  private HistoryLimits historyLimits;
  private RoomPolicies policies;
  private RoomLog log;
  private Typing typing;
  private ExecutorService fanOut;

  private final ConcurrentHashMap<RoomName, Room> rooms = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Session, Set<Room>> bySession = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<UserId, Set<Room>> byUser = new ConcurrentHashMap<>();
  private final Queue<CutOff> cutOff =
      new ConcurrentLinkedQueue<>(); // in the order of their ends: the grace is one
  private final Set<Room> recounted = ConcurrentHashMap.newKeySet();

  private record CutOff(Room room, UserId user, long departure, long until) {}

  @Inject
  public Rooms(
      RoomLimits limits,
      HistoryLimits historyLimits,
      RoomPolicies policies,
      RoomLog log,
      ThreadFactory threads,
      MeterRegistry meters) {
    this.limits = limits;
    this.historyLimits = historyLimits;
    this.policies = policies;
    this.log = log;
    this.typing = new Typing(limits);
    this.fanOut = Executors.newFixedThreadPool(limits.fanOutThreads(), threads);
    Gauge.builder("parley.rooms", rooms, Map::size)
        .description("rooms with somebody in them")
        .register(meters);
  }

  protected Rooms() {} // for the container's proxy

  @PreDestroy
  void stop() {
    fanOut.shutdownNow();
  }

  /**
   * Enters a room. {@code reply} is called once, on any thread, and before anything that happened
   * in the room after the position it gets is sent to the session. Refused as {@code NOT_FOUND},
   * {@code LIMIT_REACHED} or {@code UNAVAILABLE}.
   */
  public void join(Session session, Command.Join command, Consumer<Outcome<Entered>> reply) {
    join(session, command, reply, MAX_ENTER_ATTEMPTS);
  }

  private void join(
      Session session, Command.Join command, Consumer<Outcome<Entered>> reply, int attempts) {
    Outcome<Room> found = roomFor(session, command.roomId());
    if (found instanceof Outcome.Rejected<Room> rejected) {
      reply.accept(Outcome.rejected(rejected.detail()));
      return;
    }
    Room room = ((Outcome.Done<Room>) found).value();
    var unused =
        room.opened.whenComplete(
            (exists, failure) -> {
              if (failure != null) {
                reply.accept(unavailable());
              } else if (!exists) {
                reply.accept(notFound(command.roomId()));
              } else {
                enter(session, room, command, reply, attempts);
              }
            });
  }

  private Outcome<Room> roomFor(Session session, RoomName name) {
    Optional<RoomPolicy> policy = visible(session.user(), name);
    if (policy.isEmpty()) {
      return notFound(name);
    }
    Set<Room> joined = bySession.getOrDefault(session, Set.of());
    Room present = rooms.get(name);
    boolean rejoins = present != null && joined.contains(present);
    if (!rejoins && joined.size() >= limits.perSession()) {
      return limitReached("a session may be in " + limits.perSession() + " rooms");
    }
    if (present == null && rooms.size() >= limits.perNode()) {
      return limitReached("the node may have " + limits.perNode() + " rooms");
    }
    return Outcome.done(present != null ? present : open(name, policy.get()));
  }

  private Optional<RoomPolicy> visible(Identity user, RoomName name) {
    return policies.of(name).filter(policy -> policy.admits(user));
  }

  private Room open(RoomName name, RoomPolicy policy) {
    Room made = new Room(name, policy, limits, fanOut);
    Room present = rooms.putIfAbsent(name, made);
    if (present != null) {
      return present;
    }
    // In the map first: what is committed while the head is being read waits in the room.
    CompletionStage<Optional<LogHead>> head =
        policy.create() ? log.open(name).thenApply(Optional::of) : log.find(name);
    head.whenComplete(
        (found, failure) -> {
          if (failure != null) {
            forget(made);
            made.opened.completeExceptionally(failure);
          } else {
            found.ifPresentOrElse(made::open, () -> forget(made));
            made.opened.complete(found.isPresent());
          }
        });
    return made;
  }

  private void enter(
      Session session,
      Room room,
      Command.Join command,
      Consumer<Outcome<Entered>> reply,
      int attempts) {
    Room.Entry entry = room.enter(session);
    if (entry == null) {
      boolean closed = room.isClosed();
      forgetIfEmpty(room);
      if (closed && attempts > 0) {
        join(session, command, reply, attempts - 1);
      } else {
        reply.accept(limitReached("the room is full"));
      }
      return;
    }
    remember(session, room, entry.firstSession());
    room.flush();
    missed(room.name(), command, entry.position())
        .whenComplete(
            (found, failure) -> {
              if (failure != null) {
                leave(session, room);
                reply.accept(unavailable());
                return;
              }
              reply.accept(Outcome.done(found.entered(room, entry, limits.membersPage())));
              entry.seat().release();
            });
  }

  private void remember(Session session, Room room, boolean newUser) {
    bySession.computeIfAbsent(session, s -> ConcurrentHashMap.newKeySet(2)).add(room);
    if (newUser) {
      index(session.user().id(), room);
      recount(room);
    }
    if (session.isClosed()) { // it closed while it entered, and nobody would take it out any more
      disconnected(session);
    }
  }

  /** Brings the rooms known of a user in line with the room itself, whoever comes last. */
  private void index(UserId user, Room room) {
    byUser.compute(
        user,
        (id, known) -> {
          Set<Room> of = known == null ? ConcurrentHashMap.newKeySet(2) : known;
          boolean changed = room.isIn(user) ? of.add(room) : of.remove(room);
          return changed && of.isEmpty() ? null : of;
        });
  }

  /** What a joining client is told of the past. */
  private record Past(
      boolean recovered, @Nullable String reason, List<Message> messages, List<Message> changed) {
    static final Past NOTHING = new Past(false, null, List.of(), List.of());

    Entered entered(Room room, Room.Entry entry, int membersPage) {
      return new Entered(
          room.name(),
          entry.position(),
          recovered,
          reason,
          messages,
          changed,
          room.page(null, membersPage),
          entry.firstSession());
    }
  }

  private CompletionStage<Past> missed(RoomName room, Command.Join command, Position now) {
    Command.Since since = command.since();
    if (since == null) {
      return latest(room, command, now, null);
    }
    Position position = since.position();
    if (position.equals(now)) {
      return CompletableFuture.completedFuture(new Past(true, null, List.of(), List.of()));
    }
    return log.missed(room, position, now.seq())
        .thenCompose(
            missed ->
                missed instanceof Missed.All all
                    ? CompletableFuture.completedFuture(
                        new Past(true, null, all.messages(), all.changed()))
                    : latest(room, command, now, reason(missed)));
  }

  private static String reason(Missed missed) {
    if (missed instanceof Missed.EpochChanged) {
      return "epoch-changed";
    }
    return missed instanceof Missed.Trimmed ? "trimmed" : "too-far-back";
  }

  private CompletionStage<Past> latest(
      RoomName room, Command.Join command, Position now, @Nullable String reason) {
    int count =
        command.history() == null ? 0 : Math.min(command.history(), historyLimits.pageMessages());
    if (count == 0 || now.seq() == 0) {
      return CompletableFuture.completedFuture(
          reason == null ? Past.NOTHING : new Past(false, reason, List.of(), List.of()));
    }
    return log.before(room, now.seq() + 1, count)
        .thenApply(page -> new Past(false, reason, page.messages(), List.of()));
  }

  /** Leaves a room with one session. Refused as {@code NOT_JOINED} or {@code NOT_FOUND}. */
  public Outcome<RoomName> leave(Session session, RoomName name) {
    return joined(session, name)
        .then(
            room -> {
              leave(session, room);
              return Outcome.done(name);
            });
  }

  private void leave(Session session, Room room) {
    Set<Room> joined = bySession.get(session);
    if (joined != null) {
      joined.remove(room);
    }
    Room.Departure departure = room.stand(session);
    if (departure != null && departure.lastSession()) {
      depart(room, session.user().id(), departure.number());
    }
    room.flush();
  }

  private void depart(Room room, UserId user, long departure) {
    if (room.depart(user, departure)) {
      forget(room);
    } else {
      recount(room);
    }
    index(user, room);
    room.flush();
  }

  /**
   * Takes a session that is gone out of its rooms; its user leaves them after the grace time,
   * unless back by then.
   */
  public void disconnected(Session session) {
    Set<Room> joined = bySession.remove(session);
    if (joined == null) {
      return;
    }
    UserId user = session.user().id();
    long until = System.nanoTime() + limits.grace().toNanos();
    for (Room room : joined) {
      Room.Departure departure = room.stand(session);
      room.flush();
      if (departure != null && departure.lastSession()) {
        cutOff.add(new CutOff(room, user, departure.number(), until));
      }
    }
  }

  /**
   * The room, where the session has joined it; {@code NOT_JOINED} where it could, {@code NOT_FOUND}
   * where it could not.
   */
  private Outcome<Room> joined(Session session, RoomName name) {
    Room room = rooms.get(name);
    if (room != null && room.has(session)) {
      return Outcome.done(room);
    }
    Optional<RoomPolicy> policy = visible(session.user(), name);
    boolean exists = policy.isPresent() && (policy.get().create() || room != null);
    return exists
        ? Outcome.rejected(ErrorCode.NOT_JOINED, "join the room " + name + " first")
        : notFound(name);
  }

  /** Whether the session may act in the room: it has joined it. */
  public Outcome<RoomName> requireJoined(Session session, RoomName name) {
    return joined(session, name).then(room -> Outcome.done(name));
  }

  /** A page of the users in a room the session has joined. */
  public Outcome<OccupantPage> members(
      Session session, RoomName name, @Nullable UserId after, @Nullable Integer limit) {
    int most = Math.min(limit == null ? limits.membersPage() : limit, limits.membersPage());
    return joined(session, name).then(room -> Outcome.done(room.page(after, most)));
  }

  public Outcome<RoomName> startTyping(Session session, RoomName name) {
    return joined(session, name)
        .then(
            room -> {
              if (room.isAnnouncing()) {
                typing.start(room, session.user());
              }
              return Outcome.done(name);
            });
  }

  public Outcome<RoomName> stopTyping(Session session, RoomName name) {
    return joined(session, name)
        .then(
            room -> {
              room.stopTyping(session.user().id());
              room.flush();
              return Outcome.done(name);
            });
  }

  /** Publishes an event in a room the session has joined; answers the sessions it goes to. */
  public Outcome<List<Session>> publish(
      Session from, RoomName name, Event event, @Nullable Session except) {
    return joined(from, name)
        .then(
            room -> {
              List<Session> recipients = room.publish(event, except);
              room.flush();
              return Outcome.done(recipients);
            });
  }

  /**
   * Every session in one of these rooms, once; refused unless {@code from} has joined all of them.
   */
  public Outcome<Set<Session>> sessionsIn(Session from, List<RoomName> names) {
    Set<Session> sessions = new HashSet<>();
    for (RoomName name : names) {
      Outcome<Room> room = joined(from, name);
      if (room instanceof Outcome.Rejected<Room> rejected) {
        return Outcome.rejected(rejected.detail());
      }
      sessions.addAll(((Outcome.Done<Room>) room).value().sessions());
    }
    return Outcome.done(sessions);
  }

  /**
   * The sessions that hear of a user's presence: those in the user's rooms, but for rooms too big.
   */
  public Set<Session> neighbours(UserId user) {
    Set<Session> found = new HashSet<>();
    for (Room room : byUser.getOrDefault(user, Set.of())) {
      if (room.isAnnouncing()) {
        found.addAll(room.sessions());
      }
    }
    return found;
  }

  @Override
  public void committed(RoomName name, List<Change> changes) {
    Room room = rooms.get(name);
    if (room != null) {
      room.tell(changes);
      room.flush();
    }
  }

  /**
   * Ends what has run out: typing, and the grace of those who were cut off. Called by one thread,
   * several times a second.
   */
  public void sweep(long nanoTime) {
    typing.sweep(nanoTime);
    for (CutOff next = cutOff.peek();
        next != null && nanoTime - next.until() >= 0;
        next = cutOff.peek()) {
      cutOff.remove();
      depart(next.room(), next.user(), next.departure());
    }
  }

  /**
   * Tells the count in rooms too big for more, where it changed since the last time. Called by one
   * thread, once a second.
   */
  public void tellCounts() {
    for (var each = recounted.iterator(); each.hasNext(); ) {
      Room room = each.next();
      each.remove();
      room.tellCount();
      room.flush();
    }
  }

  private void recount(Room room) {
    if (!room.isAnnouncing()) {
      recounted.add(room);
    }
  }

  private void forgetIfEmpty(Room room) {
    if (room.closeIfEmpty()) {
      forget(room);
    }
  }

  private void forget(Room room) {
    rooms.remove(room.name(), room);
    recounted.remove(room);
  }

  private static <T> Outcome<T> notFound(RoomName name) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no room " + name);
  }

  private static <T> Outcome<T> unavailable() {
    return Outcome.rejected(ErrorCode.UNAVAILABLE, "the history cannot be reached now, try again");
  }

  private static <T> Outcome<T> limitReached(String message) {
    return Outcome.rejected(Detail.of(ErrorCode.LIMIT_REACHED, message));
  }
}
