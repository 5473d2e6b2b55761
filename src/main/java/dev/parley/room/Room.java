package dev.parley.room;

import dev.parley.history.Change;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.protocol.Event;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.room.FanOut.Item;
import dev.parley.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One room with somebody in it: who is there, up to where it has been told, who is typing.
 *
 * <p>Safe for use by any thread; every method is one step under the room's lock and does not block
 * on anything else. What is to be told is only queued: {@link #flush} must follow, outside the
 * lock. Once closed (the last user has gone) a room stays so; whoever comes next gets a new one.
 */
final class Room {
  private final RoomName name;
  private final RoomPolicy policy;
  private final RoomLimits limits;
  private final FanOut fanOut;

  /** Completed when the log's head is known, failed when it cannot be. */
  final CompletableFuture<Boolean> opened = new CompletableFuture<>();

  // Guarded by this.
  private final Occupants occupants = new Occupants();
  private final Map<Session, Seat> seats = new HashMap<>();
  private final Map<UserId, Long> typing = new HashMap<>();
  private final Progress progress = new Progress();
  private boolean closed;

  /** How many changes wait until what is missing before them is read; written under the lock. */
  private volatile int behind;

  /**
   * How a session entered, and what was there at that moment: it hears of all that follows. With
   * the place it had already, which counts until it is settled.
   */
  record Entry(
      Seat seat,
      @Nullable Seat before,
      Position position,
      OccupantPage occupants,
      boolean firstSession) {}

  /** What became of a user whose session left. */
  record Departure(boolean lastSession, long number) {}

  Room(RoomName name, RoomPolicy policy, RoomLimits limits, Drains drains) {
    this.name = name;
    this.policy = policy;
    this.limits = limits;
    this.fanOut = new FanOut(drains, limits);
  }

  RoomName name() {
    return name;
  }

  /** Sends what the steps before have queued. */
  void flush() {
    fanOut.flush();
  }

  /** What the room has not been told of its log: after a position, up to another. */
  record Missing(Position since, Position upTo) {}

  /**
   * The log's head is known: from here on every change is told. True where the room is behind, as
   * {@link #tell}.
   */
  synchronized boolean open(LogHead head) {
    enqueue(progress.open(head));
    return progress.isBehind();
  }

  /**
   * Tells what was committed, in the order of the log. True where something before it is missing:
   * then it is held back until {@link #fill}.
   */
  synchronized boolean tell(List<Change> changes) {
    boolean wasBehind = progress.isBehind();
    enqueue(progress.advance(changes));
    return !wasBehind && progress.isBehind();
  }

  synchronized Missing missing() {
    return new Missing(progress.position(), progress.missingUpTo());
  }

  /** Tells what was missing and what was held back; true where more is missing. */
  synchronized boolean fill(Missed missed) {
    enqueue(progress.fill(missed));
    return progress.isBehind();
  }

  private void enqueue(List<Event> events) {
    behind = progress.waiting();
    List<Item> items = new ArrayList<>(events.size());
    for (Event event : events) {
      if (event instanceof Event.ChatMessage said) {
        UserId sender = said.message().senderId();
        if (typing.remove(sender) != null) {
          items.add(exceptUser(new Event.TypingStopped(name, sender), sender));
        }
      }
      items.add(forAll(event));
    }
    fanOut.enqueue(items);
  }

  /**
   * Gives a session a place, and the rights of its user's standing; null when the room is full or
   * closed. {@link #settle} or {@link #restore} must follow: until then the session hears nothing,
   * by no place it has.
   */
  synchronized @Nullable Entry enter(Session session, Standing standing) {
    UserId id = session.user().id();
    UserName user = session.user().name();
    boolean first = !occupants.has(id);
    if (closed || (first && occupants.count() >= policy.maxMembers())) {
      return null;
    }
    Seat seat = new Seat(session);
    decide(seat, standing);
    Seat before = seats.put(session, seat);
    if (before == null) {
      occupants.enter(id, user);
    } else {
      before.holdBack();
      seat.replaces = before;
    }
    if (first) {
      announce(new Event.UserJoined(name, id, user), id);
    }
    fanOut.add(seat);
    OccupantPage page = occupants.page(null, limits.membersPage());
    return new Entry(seat, before, progress.position(), page, first);
  }

  /** The session knows its new place; what happened since it entered follows. */
  void settle(Entry entry) {
    synchronized (this) {
      giveUpReplaced(entry.seat());
    }
    entry.seat().release();
  }

  /**
   * The session keeps the place it had, as if it had not entered again; false where it had none, or
   * is gone.
   */
  boolean restore(Entry entry) {
    Seat before = entry.before();
    synchronized (this) {
      if (before == null || !seats.replace(before.session, entry.seat(), before)) {
        return false;
      }
      giveUp(entry.seat());
    }
    before.release();
    return true;
  }

  private void giveUpReplaced(Seat seat) {
    if (seat.replaces != null) {
      giveUp(seat.replaces);
      seat.replaces = null;
    }
  }

  private void giveUp(Seat seat) {
    seat.leave();
    fanOut.remove(seat);
  }

  /** Takes a session's place away, the user stays; null when it had none. */
  synchronized @Nullable Departure stand(Session session) {
    Seat seat = seats.remove(session);
    if (seat == null) {
      return null;
    }
    giveUp(seat);
    giveUpReplaced(seat);
    Departure departure = occupants.stand(seat.user);
    if (departure != null && departure.lastSession()) {
      stopTyping(seat.user);
    }
    return departure;
  }

  /** Takes a user off whose last session left with this number, unless back or gone since. */
  synchronized boolean depart(UserId user, long number) {
    boolean departed = occupants.depart(user, number);
    if (departed) {
      announce(new Event.UserLeft(name, user), user);
    }
    return departed;
  }

  /** Closes the room if nobody is in it; true once it is closed. */
  synchronized boolean closeIfEmpty() {
    closed = closed || occupants.count() == 0;
    return closed;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized boolean isIn(UserId user) {
    return occupants.has(user);
  }

  synchronized boolean has(Session session) {
    return seats.containsKey(session);
  }

  /** What the session may do here; null where it is not in the room. */
  synchronized @Nullable Rights rights(Session session) {
    Seat seat = seats.get(session);
    return seat == null ? null : seat.rights;
  }

  /** Decides anew, the session's token being another; false where it may not stay. */
  synchronized boolean decide(Session session) {
    Seat seat = seats.get(session);
    return seat == null || decide(seat, seat.standing);
  }

  /** A user has another standing now; answers the user's sessions that may not stay. */
  synchronized List<Session> decide(UserId user, Standing standing) {
    List<Session> leaving = new ArrayList<>(0);
    for (Seat seat : seats.values()) {
      if (seat.user.equals(user)) {
        if (seat.replaces != null) {
          decide(seat.replaces, standing); // the session may get it back
        }
        if (!decide(seat, standing)) {
          leaving.add(seat.session);
        }
      }
    }
    return leaving;
  }

  private boolean decide(Seat seat, Standing standing) {
    seat.standing = standing;
    seat.rights = policy.rights(seat.session.user(), name, standing);
    return seat.rights.join();
  }

  synchronized int count() {
    return occupants.count();
  }

  synchronized RoomState state() {
    return new RoomState(name, policy.kind(), occupants.count(), seats.size(), progress.seq());
  }

  /** Whether each coming, going and typing is told, or only the count. */
  synchronized boolean isAnnouncing() {
    return occupants.count() <= limits.announceUpTo();
  }

  /** Whether so much waits to be delivered that what can be refused should be. */
  boolean isBacklogged() {
    return fanOut.waiting() + behind >= limits.backlogEvents();
  }

  synchronized OccupantPage page(@Nullable UserId after, int limit) {
    return occupants.page(after, limit);
  }

  synchronized void startTyping(UserId user, UserName userName, long until) {
    if (typing.put(user, until) == null) {
      fanOut.enqueue(List.of(exceptUser(new Event.TypingUser(name, user, userName), user)));
    }
  }

  synchronized void stopTyping(UserId user) {
    if (typing.remove(user) != null) {
      fanOut.enqueue(List.of(exceptUser(new Event.TypingStopped(name, user), user)));
    }
  }

  /** Ends a typing that was not renewed. */
  synchronized void expireTyping(UserId user, long until) {
    Long current = typing.get(user);
    if (current != null && current == until) {
      stopTyping(user);
    }
  }

  synchronized void tellCount() {
    fanOut.enqueue(List.of(forAll(new Event.MemberCount(name, occupants.count()))));
  }

  /**
   * Publishes an event to all in the room but perhaps one session; answers to whom, in no order.
   */
  synchronized List<Session> publish(Event event, @Nullable Session except) {
    fanOut.enqueue(List.of(new Item(event, null, except)));
    return sessions().stream().filter(session -> session != except).toList();
  }

  synchronized List<Session> sessions() {
    return fanOut.sessions().stream().distinct().toList(); // one may have two seats for a while
  }

  /** Those of one user. */
  synchronized List<Session> sessions(UserId user) {
    return seats.values().stream()
        .filter(seat -> seat.user.equals(user))
        .map(seat -> seat.session)
        .toList();
  }

  /** Queues how present a user is, where comings are told; in its place among them. */
  synchronized void tellPresence(Event.PresenceChanged presence) {
    if (occupants.count() <= limits.announceUpTo()) {
      fanOut.enqueue(List.of(forAll(presence)));
    }
  }

  private void announce(Event event, UserId except) {
    if (occupants.count() <= limits.announceUpTo()) {
      fanOut.enqueue(List.of(exceptUser(event, except)));
    }
  }

  private static Item forAll(Event event) {
    return new Item(event, null, null);
  }

  private static Item exceptUser(Event event, UserId user) {
    return new Item(event, user, null);
  }
}
