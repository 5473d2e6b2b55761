package dev.parley.session;

import dev.parley.identity.Identity;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every session of this node, by user, and the caps on them. Safe for use by any thread; does not
 * block. The container's own list of sessions is never asked: it forgets, and it keeps ghosts.
 */
@ApplicationScoped
public class Sessions {
  /** How long a client has to answer a close; idle timers do not end one that goes on to send. */
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SessionLimits limits;
  private final AtomicInteger opened = new AtomicInteger();
  private final Set<Session> all = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<UserId, Set<Session>> byUser = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();
  private final LongAdder queuedBytes = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private volatile boolean shut;

  @Inject
  public Sessions(SessionLimits limits, MeterRegistry meters) {
    this.limits = limits;
    Gauge.builder("parley.sessions", all, Set::size)
        .description("sessions of this node")
        .register(meters);
    Gauge.builder("parley.queue", queuedBytes, LongAdder::sum)
        .baseUnit("bytes")
        .description("waiting for slow clients, all sessions together")
        .register(meters);
    FunctionCounter.builder("parley.deliveries", delivered, LongAdder::sum)
        .description("messages handed to connections")
        .register(meters);
  }

  @SuppressWarnings("NullAway")
  protected Sessions() { // for the container's proxy
    this.limits = null;
  }

  /** A connection that the server has closed, and since when. */
  private record Closing(Transport transport, long nanoTime) {}

  /** What a connection attempt is told. */
  public enum Admission {
    ADMITTED,
    ADDRESS_FULL,
    NODE_FULL,
    NODE_SHUT
  }

  /** Whether one more connection from this address would be within the caps now. */
  public Admission admission(String address) {
    if (shut) {
      return Admission.NODE_SHUT;
    }
    if (opened.get() >= limits.perNode()) {
      return Admission.NODE_FULL;
    }
    return byAddress.getOrDefault(limits.network(address), 0) >= limits.perAddress()
        ? Admission.ADDRESS_FULL
        : Admission.ADMITTED;
  }

  /** From now on no session is opened any more, for good. */
  public void shut() {
    shut = true;
  }

  /** Whether no session is opened any more. */
  public boolean isShut() {
    return shut;
  }

  /**
   * A new session; null when it would pass a cap, as it may when many arrive at one moment, or none
   * is opened any more.
   */
  public @Nullable Session open(String address, Transport transport, Codec codec) {
    // Counted first: who shuts, and then finds nothing counted, has missed nobody.
    if (opened.incrementAndGet() > limits.perNode() || shut) {
      opened.decrementAndGet();
      return null;
    }
    String network = limits.network(address);
    if (!countAddress(network)) {
      opened.decrementAndGet();
      return null;
    }
    Session session = new Session(address, transport, codec, limits, queuedBytes, delivered);
    all.add(session);
    session.onClose(
        () -> {
          all.remove(session);
          byAddress.computeIfPresent(network, (a, n) -> n == 1 ? null : n - 1);
          opened.decrementAndGet();
          if (session.closeCode() != null) {
            closing.add(new Closing(transport, System.nanoTime()));
          }
        });
    return session;
  }

  private boolean countAddress(String network) {
    int[] before = {0};
    byAddress.compute(
        network,
        (a, n) -> {
          before[0] = n == null ? 0 : n;
          return Math.min(before[0] + 1, limits.perAddress());
        });
    return before[0] < limits.perAddress();
  }

  /**
   * Says who a session is: false when the user has as many sessions as one may have. {@code
   * greeting} is run in between: the session counts already, and nobody finds it by its user yet,
   * so that what the greeting sends comes before anything else. {@code closed} runs once when it
   * closes, also for who closes it as soon as it can be found.
   */
  public boolean identify(Session session, Identity identity, Runnable greeting, Runnable closed) {
    UserId user = identity.id();
    if (!countUser(user, session)) {
      return false;
    }
    // Last of all: who comes back to the session finds it here until it is parked.
    session.onClose(() -> session.onClose(() -> forget(user, session)));
    session.identify(identity, greeting, closed);
    return true;
  }

  private boolean countUser(UserId user, Session session) {
    boolean[] within = {true};
    byUser.compute(
        user,
        (id, sessions) -> {
          Set<Session> of = sessions == null ? ConcurrentHashMap.newKeySet(2) : sessions;
          within[0] = of.size() < limits.perUser();
          if (within[0]) {
            of.add(session);
          }
          return of;
        });
    return within[0];
  }

  /** Takes a fresh proof of the same user; the subject of a session may not change. */
  public void renew(Session session, Identity identity) {
    if (!session.user().id().equals(identity.id())) {
      throw new IllegalArgumentException("the subject of a session may not change");
    }
    session.identify(identity);
  }

  private void forget(UserId user, Session session) {
    byUser.computeIfPresent(
        user,
        (u, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
  }

  /** All sessions that are known to be the user's. */
  public Set<Session> of(UserId user) {
    Set<Session> found = new HashSet<>();
    for (Session session : byUser.getOrDefault(user, Set.of())) {
      if (session.isIdentified()) {
        found.add(session);
      }
    }
    return found;
  }

  /** The user's sessions of this name: one that is open, and those that are just being closed. */
  public List<Session> find(UserId user, SessionId id) {
    return byUser.getOrDefault(user, Set.of()).stream()
        .filter(session -> session.id().equals(id) && session.isIdentified())
        .toList();
  }

  /** Cuts connections that were closed so long ago that their clients could have answered. */
  void cutClosed(long nanoTime) {
    Closing next = closing.peek();
    while (next != null && nanoTime - next.nanoTime() > ANSWER_NANOS) {
      closing.remove(next);
      next.transport().cut();
      next = closing.peek();
    }
  }

  /** Every session, those without an identity too. */
  public void forEach(Consumer<Session> action) {
    all.forEach(action);
  }

  public int count() {
    return all.size();
  }

  /**
   * As {@link #count}, with those that are just being opened, of which some may yet be refused:
   * once it is 0 and no session is opened any more, there is none and will be none.
   */
  public int countOpening() {
    return opened.get();
  }
}
