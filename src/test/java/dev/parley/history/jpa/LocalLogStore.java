package dev.parley.history.jpa;

import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.Extent;
import dev.parley.history.LogHead;
import dev.parley.history.LogStore;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.history.Retention;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@link JpaLogStore} with transactions of its own, as {@code @Transactional} gives it in a
 * container.
 */
final class LocalLogStore implements LogStore {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(3);

  private final EntityManagerFactory unit;
  private final Clock clock;
  private final MessageBodies bodies;
  private final Duration lockWait;

  LocalLogStore(EntityManagerFactory unit, Clock clock, MessageBodies bodies) {
    this(unit, clock, bodies, LOCK_WAIT);
  }

  private LocalLogStore(
      EntityManagerFactory unit, Clock clock, MessageBodies bodies, Duration lockWait) {
    this.unit = unit;
    this.clock = clock;
    this.bodies = bodies;
    this.lockWait = lockWait;
  }

  /** The same tables, with another patience for a room that somebody keeps locked. */
  LocalLogStore waiting(Duration lock) {
    return new LocalLogStore(unit, clock, bodies, lock);
  }

  private <T> T inTransaction(Function<LogStore, T> work) {
    try (EntityManager em = unit.createEntityManager()) {
      EntityTransaction transaction = em.getTransaction();
      begin(transaction);
      try {
        T result = work.apply(new JpaLogStore(em, clock, bodies, lockWait));
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }

  /** A container begins without the database; here, the provider may want it at once. */
  private static void begin(EntityTransaction transaction) {
    try {
      transaction.begin();
    } catch (RuntimeException away) {
      throw new LogUnavailableException("no transaction begins", away);
    }
  }

  @Override
  public List<Outcome<Change>> commit(List<Entry> entries) {
    return inTransaction(store -> store.commit(entries));
  }

  @Override
  public LogHead open(RoomName room) {
    return inTransaction(store -> store.open(room));
  }

  @Override
  public Optional<LogHead> find(RoomName room) {
    return inTransaction(store -> store.find(room));
  }

  @Override
  public Page before(RoomName room, long before, int limit) {
    return inTransaction(store -> store.before(room, before, limit));
  }

  @Override
  public Page after(RoomName room, long after, int limit) {
    return inTransaction(store -> store.after(room, after, limit));
  }

  @Override
  public Missed missed(RoomName room, Position since, Position upTo, int most) {
    return inTransaction(store -> store.missed(room, since, upTo, most));
  }

  @Override
  public List<Extent> extents(RoomName after, int limit) {
    return inTransaction(store -> store.extents(after, limit));
  }

  @Override
  public int trim(RoomName room, Retention retention, Instant now, int slice) {
    return inTransaction(store -> store.trim(room, retention, now, slice));
  }
}
