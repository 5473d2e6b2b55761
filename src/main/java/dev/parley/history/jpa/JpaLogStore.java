package dev.parley.history.jpa;

import dev.parley.history.BodyCipher;
import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.Extent;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.LogHead;
import dev.parley.history.LogStore;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.history.NotWrittenException;
import dev.parley.history.Page;
import dev.parley.history.Retention;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The logs in the tables {@code room_log} and {@code message} of the container's default data
 * source. Read committed is the isolation it needs, and the least it works with: a key is looked up
 * after the lock on its room is had, and has to see what was committed until then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaLogStore implements LogStore {
  /**
   * How long a commit waits for the lock of a room: another node holds it for a commit, or for a
   * slice of the retention. Past it the commit fails; a node that hangs must not make others hang.
   */
  static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  private Clock clock;
  private Duration lockWait;
  private MessageBodies bodies;

  /** For the container's proxy alone. */
  @SuppressWarnings("NullAway")
  protected JpaLogStore() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the container sets the entity manager
  public JpaLogStore(Clock clock, HistoryPolicy policy, BodyCipher cipher) {
    this.clock = clock;
    this.bodies = new MessageBodies(policy, cipher);
    this.lockWait = LOCK_WAIT;
  }

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaLogStore(EntityManager em, Clock clock, MessageBodies bodies, Duration lockWait) {
    this.em = em;
    this.clock = clock;
    this.bodies = bodies;
    this.lockWait = lockWait;
  }

  @Override
  public List<Outcome<Change>> commit(List<Entry> entries) {
    try {
      return new BatchCommit(new BatchReads(em, lockWait), em, entries, bodies, now())
          .apply(entries);
    } catch (RuntimeException failure) {
      String why = failure.getClass().getName() + ", SQLSTATE " + SqlState.of(failure);
      if (SqlState.isLocked(failure)) {
        // Without its cause, which is logged: a driver may repeat the rows it could not insert.
        throw new LogUnavailableException("a room stays locked: " + why);
      }
      if (SqlState.isAway(failure)) {
        throw new LogUnavailableException("the database takes no writes", failure);
      }
      // All statements are sent here, before the commit: what fails here is rolled back for sure.
      throw new NotWrittenException(why, failure);
    }
  }

  @Override
  public LogHead open(RoomName room) {
    return find(room).orElseGet(() -> create(room));
  }

  private LogHead create(RoomName room) {
    RoomHeadRow head = new RoomHeadRow(room, now());
    em.persist(head);
    em.flush();
    return head.toHead();
  }

  @Override
  public Optional<LogHead> find(RoomName room) {
    return new LogReads(em, bodies).find(room);
  }

  @Override
  public Page before(RoomName room, long before, int limit) {
    return new LogReads(em, bodies).before(room, before, limit);
  }

  @Override
  public Page after(RoomName room, long after, int limit) {
    return new LogReads(em, bodies).after(room, after, limit);
  }

  @Override
  public Missed missed(RoomName room, Position since, Position upTo, int most) {
    return new LogReads(em, bodies).missed(room, since, upTo, most);
  }

  @Override
  public List<Extent> extents(@Nullable RoomName after, int limit) {
    return new LogReads(em, bodies).extents(after, limit);
  }

  @Override
  public int trim(RoomName room, Retention retention, Instant at, int slice) {
    return new Trimming(em).trim(room, retention, at, slice);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
