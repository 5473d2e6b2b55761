package dev.parley.moderation;

import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.RoomLog;
import dev.parley.history.SaidBy;
import dev.parley.history.SaidStore;
import dev.parley.log.Log;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes what one user has said in a room: in the background, through the room's log as if each
 * message were removed alone, a hundred at a time. While the database is away a purge waits for it.
 * This node remembers its last purges; one that is cut short by the node's end is ordered again,
 * and goes on with what is left. Safe for use by any thread; does not block; stages never fail.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Purging {
  private static final Log LOG = Log.of(Purging.class);
  private static final int PART = 100;
  private static final int REMEMBERED = 100;
  private static final long TRY_AGAIN_AFTER_SECONDS = 1;

  private SaidStore said;
  private RoomLog log;
  private ModerationStore store;
  private ModerationThreads threads;
  private ModerationLimits limits;
  private Clock clock;
  private ActIds ids;

  /** In the order in which they were ordered. Guarded by itself. */
  private final Map<ActId, Purge> purges = new LinkedHashMap<>();

  @Inject
  public Purging(
      SaidStore said,
      RoomLog log,
      ModerationStore store,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.said = said;
    this.log = log;
    this.store = store;
    this.threads = threads;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  protected Purging() {} // for the container's proxy

  /** How many messages a purge would remove now; refused as {@code UNAVAILABLE}. */
  public CompletionStage<Outcome<Long>> count(SaidBy what) {
    return threads.read(() -> said.count(what));
  }

  /**
   * Begins a purge, once it is on record; what is said from then on stays. Refused as {@code
   * LIMIT_REACHED} where as many run as may, in all or of that moderator, {@code UNAVAILABLE} or
   * {@code UNCONFIRMED}. What is counted does not hold up other acts.
   */
  public CompletionStage<Outcome<Purge>> begin(SaidBy what, UserId by, Reason reason) {
    Detail full = full(by);
    if (full != null) {
      return Outcome.refused(full);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant end = what.to().isBefore(now) ? what.to() : now;
    SaidBy until = new SaidBy(what.room(), what.user(), what.from(), end);
    return count(until)
        .thenCompose(
            Outcome.ifDone(count -> threads.act(() -> begun(until, count, by, reason), () -> {})));
  }

  private Outcome<Purge> begun(SaidBy until, long count, UserId by, Reason reason) {
    Detail full = full(by);
    if (full != null) {
      return Outcome.rejected(full);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Purge purge = new Purge(ids.next(), until, by, now, Purge.State.RUNNING, count, 0);
    store.add(entry(purge, reason));
    remember(purge);
    LOG.info("purge-begun", "purge", purge.id(), "room", until.room(), "user", until.user());
    step(purge);
    return Outcome.done(purge);
  }

  private static AuditEntry entry(Purge purge, Reason reason) {
    return new AuditEntry(
        purge.id(),
        purge.at(),
        purge.by().tenant(),
        purge.by(),
        Action.PURGE,
        purge.what().user(),
        null,
        purge.what().room(),
        reason,
        purge.count() + " messages",
        "removed");
  }

  /** Why no further one may run now; null where one may. */
  private @Nullable Detail full(UserId by) {
    if (running(any -> true) >= limits.purges()) {
      return tooMany("as many purges run as may, " + limits.purges());
    }
    return running(purge -> purge.by().equals(by)) >= limits.purgesPerModerator()
        ? tooMany("as many of your purges run as may, " + limits.purgesPerModerator())
        : null;
  }

  private static Detail tooMany(String what) {
    return Detail.of(ErrorCode.LIMIT_REACHED, what + "; wait");
  }

  private long running(Predicate<Purge> whose) {
    synchronized (purges) {
      return purges.values().stream()
          .filter(purge -> purge.state() == Purge.State.RUNNING && whose.test(purge))
          .count();
    }
  }

  private void remember(Purge purge) {
    synchronized (purges) {
      purges.put(purge.id(), purge);
      Iterator<Purge> oldest = purges.values().iterator();
      while (purges.size() > REMEMBERED && oldest.hasNext()) {
        if (oldest.next().state() != Purge.State.RUNNING) {
          oldest.remove();
        }
      }
    }
  }

  /** A purge of the tenant that this node remembers; refused as {@code NOT_FOUND}. */
  public Outcome<Purge> find(Tenant tenant, ActId id) {
    synchronized (purges) {
      Purge purge = purges.get(id);
      return purge == null || !purge.by().tenant().equals(tenant)
          ? noneSuch(id)
          : Outcome.done(purge);
    }
  }

  /** What is said of a purge that there is not, and of one that is not somebody's to see. */
  public static Outcome<Purge> noneSuch(ActId id) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no purge " + id);
  }

  private void step(Purge purge) {
    var unused =
        threads
            .read(() -> said.first(purge.what(), PART))
            .thenAccept(
                read -> {
                  if (read instanceof Outcome.Done<List<MessageId>> part) {
                    remove(purge, part.value());
                  } else {
                    again(purge);
                  }
                });
  }

  private void remove(Purge purge, List<MessageId> part) {
    if (part.isEmpty()) {
      remember(purge.after(Purge.State.DONE, 0));
      LOG.info("purge-done", "purge", purge.id(), "messages", purge.done());
      return;
    }
    List<CompletableFuture<Outcome<Change>>> removals = new ArrayList<>(part.size());
    for (MessageId message : part) {
      CompletableFuture<Outcome<Change>> removal = new CompletableFuture<>();
      removals.add(removal);
      log.write(
          new Entry.Remove(purge.what().room(), purge.by(), message, Outcome::done),
          removal::complete);
    }
    var unused =
        CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
            .thenRun(() -> goOn(purge, removals.stream().map(CompletableFuture::join).toList()));
  }

  private void goOn(Purge purge, List<Outcome<Change>> outcomes) {
    long removed = outcomes.stream().filter(each -> each instanceof Outcome.Done).count();
    boolean fault =
        outcomes.stream()
            .anyMatch(each -> each.fold(c -> false, d -> d.code() == ErrorCode.INTERNAL));
    Purge now = purge.after(fault ? Purge.State.FAILED : Purge.State.RUNNING, removed);
    remember(now);
    if (fault) {
      LOG.error("purge-failed", "purge", purge.id());
    } else if (removed < outcomes.size()) { // the database is away, or others were quicker
      again(now);
    } else {
      step(now);
    }
  }

  private void again(Purge purge) {
    threads.later(() -> step(purge), TRY_AGAIN_AFTER_SECONDS);
  }
}
