package dev.parley.session;

import dev.parley.protocol.ClientId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this node that were cut off and whose clients may come back: for {@code
 * session.resume}, and at most {@code session.parked} of them, the oldest being forgotten first.
 * None is kept any more once {@link Sessions} are shut: nobody can come back then. Safe for use by
 * any thread; does not block.
 */
@ApplicationScoped
public class ParkedSessions {
  private final Sessions sessions;
  private final SessionLimits limits;

  /** In the order of their ends: all are kept for as long. Guarded by this. */
  private final LinkedHashMap<SessionId, ParkedSession> parked = new LinkedHashMap<>();

  /** Those that were given back, and when that was long ago; in that order. As above. */
  private final LinkedHashMap<SessionId, Long> taken = new LinkedHashMap<>();

  @Inject
  public ParkedSessions(Sessions sessions, SessionLimits limits, MeterRegistry meters) {
    this.sessions = sessions;
    this.limits = limits;
    Gauge.builder("parley.sessions.parked", this, ParkedSessions::count)
        .description("sessions that were cut off and may come back")
        .register(meters);
  }

  @SuppressWarnings("NullAway")
  protected ParkedSessions() { // for the container's proxy
    this.sessions = null;
    this.limits = null;
  }

  /**
   * Keeps a session that has closed, if it was cut off and sessions are kept now.
   *
   * @return who will not come back: the session itself where it is not kept, the oldest one where
   *     there are too many
   */
  public List<ClientId> park(Session session, Collection<RoomName> rooms) {
    if (limits.resume().isZero() || !session.isCutOff()) {
      return end(session.id(), session.clientId());
    }
    long until = System.nanoTime() + limits.resume().toNanos();
    UserId user = session.user().id();
    return park(
        new ParkedSession(session.id(), session.clientId(), user, List.copyOf(rooms), until));
  }

  /** Keeps, for as long again, one that was taken and could not go on; answers as {@link #park}. */
  public List<ClientId> putBack(ParkedSession taken) {
    long until = System.nanoTime() + limits.resume().toNanos();
    return park(
        new ParkedSession(taken.id(), taken.clientId(), taken.user(), taken.rooms(), until));
  }

  private synchronized List<ClientId> park(ParkedSession session) {
    if (sessions.isShut()) {
      return end(session.id(), session.clientId());
    }
    taken.remove(session.id());
    parked.put(session.id(), session);
    if (parked.size() <= limits.parked()) {
      return List.of();
    }
    return List.of(removeOldest(parked.values().iterator()).clientId());
  }

  private synchronized List<ClientId> end(SessionId id, ClientId client) {
    taken.remove(id);
    return List.of(client);
  }

  /** Takes a session out for its user; null for every other user, and where it is not kept. */
  public synchronized @Nullable ParkedSession take(SessionId id, UserId user) {
    ParkedSession found = parked.get(id);
    if (found == null || !found.user().equals(user) || found.until() - System.nanoTime() <= 0) {
      return null;
    }
    parked.remove(id);
    taken.put(id, System.nanoTime() + limits.resume().toNanos());
    if (taken.size() > limits.parked()) {
      removeOldest(taken.values().iterator());
    }
    return found;
  }

  private static <T> T removeOldest(Iterator<T> inOrder) {
    T oldest = inOrder.next();
    inOrder.remove();
    return oldest;
  }

  /**
   * Whether its client may come back to a session that has closed, or has done so of late: then
   * {@link #expire} or the end of the session that went on tells when it is gone for good.
   */
  public synchronized boolean goesOn(SessionId id) {
    return parked.containsKey(id) || taken.containsKey(id);
  }

  /** Forgets those whose time is over, or all once none is kept any more; answers who they were. */
  public synchronized List<ClientId> expire(long nanoTime) {
    boolean shut = sessions.isShut();
    List<ClientId> forgotten = new ArrayList<>(0);
    Iterator<ParkedSession> oldest = parked.values().iterator();
    while (oldest.hasNext()) {
      ParkedSession next = oldest.next();
      if (nanoTime - next.until() < 0 && !shut) {
        break;
      }
      oldest.remove();
      forgotten.add(next.clientId());
    }
    taken.values().removeIf(until -> nanoTime - until >= 0);
    return forgotten;
  }

  public synchronized int count() {
    return parked.size();
  }
}
