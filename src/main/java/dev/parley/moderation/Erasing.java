package dev.parley.moderation;

import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.Kept;
import dev.parley.history.RoomLog;
import dev.parley.history.Said;
import dev.parley.history.UserHistory;
import dev.parley.log.Log;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Erases what one user has said in all rooms that keep history: in the background, room by room and
 * a hundred messages at a time, through the rooms' log, so that who is there sees it go. While the
 * database is away an erasure waits for it. This node remembers its last erasures; one that is cut
 * short by the node's end is ordered again, and goes on with what is left. Safe for use by any
 * thread; does not block; stages never fail.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Erasing {
  private static final Log LOG = Log.of(Erasing.class);
  private static final int PART = 100;
  private static final int REMEMBERED = 100;
  private static final long TRY_AGAIN_AFTER_SECONDS = 1;

  private UserHistory history;
  private RoomLog log;
  private ModerationThreads threads;
  private ModerationLimits limits;
  private Clock clock;
  private ActIds ids;

  /** In the order in which they were ordered. Guarded by itself. */
  private final Map<ActId, Erasure> erasures = new LinkedHashMap<>();

  @Inject
  public Erasing(
      UserHistory history,
      @Kept(true) RoomLog log,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.history = history;
    this.log = log;
    this.threads = threads;
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  protected Erasing() {} // for the container's proxy

  /** Why no further one may run now; null where one may. */
  public @Nullable Detail full() {
    synchronized (erasures) {
      long running =
          erasures.values().stream().filter(e -> e.state() == Purge.State.RUNNING).count();
      return running < limits.erasures()
          ? null
          : Detail.of(
              ErrorCode.LIMIT_REACHED,
              "as many erasures run as may, " + limits.erasures() + "; wait");
    }
  }

  /** Begins one, which is on record already; refused as {@link #full} says. */
  public Outcome<Erasure> begin(UserId user, UserId by) {
    Erasure begun =
        new Erasure(
            ids.next(),
            user,
            by,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Purge.State.RUNNING,
            0);
    synchronized (erasures) {
      Detail full = full(); // others may have begun since it was asked
      if (full != null) {
        return Outcome.rejected(full);
      }
      remember(begun);
    }
    LOG.info("erasure-begun", "erasure", begun.id(), "user", user, "by", by);
    nextRoom(begun, null);
    return Outcome.done(begun);
  }

  private void remember(Erasure erasure) {
    synchronized (erasures) {
      erasures.put(erasure.id(), erasure);
      Iterator<Erasure> oldest = erasures.values().iterator();
      while (erasures.size() > REMEMBERED && oldest.hasNext()) {
        if (oldest.next().state() != Purge.State.RUNNING) {
          oldest.remove();
        }
      }
    }
  }

  /** An erasure of the tenant that this node remembers; refused as {@code NOT_FOUND}. */
  public Outcome<Erasure> find(Tenant tenant, ActId id) {
    synchronized (erasures) {
      Erasure erasure = erasures.get(id);
      return erasure == null || !erasure.by().tenant().equals(tenant)
          ? Outcome.rejected(ErrorCode.NOT_FOUND, "there is no erasure " + id)
          : Outcome.done(erasure);
    }
  }

  private void nextRoom(Erasure erasure, @Nullable RoomName after) {
    var unused =
        threads
            .read(() -> history.rooms(erasure.user().tenant(), after, 1))
            .thenAccept(
                read -> {
                  if (!(read instanceof Outcome.Done<List<RoomName>> rooms)) {
                    threads.later(() -> nextRoom(erasure, after), TRY_AGAIN_AFTER_SECONDS);
                  } else if (rooms.value().isEmpty()) {
                    remember(erasure.after(Purge.State.DONE, 0));
                    LOG.info("erasure-done", "erasure", erasure.id(), "messages", erasure.done());
                  } else {
                    step(erasure, rooms.value().get(0), 0);
                  }
                });
  }

  /** What was said after a sequence, so that a room is looked through once. */
  private void step(Erasure erasure, RoomName room, long after) {
    var unused =
        threads
            .read(() -> history.said(room, erasure.user(), after, PART))
            .thenAccept(
                read -> {
                  if (!(read instanceof Outcome.Done<List<Said>> part)) {
                    again(erasure, room, after);
                  } else if (part.value().isEmpty()) {
                    nextRoom(erasure, room);
                  } else {
                    erase(erasure, room, after, part.value());
                  }
                });
  }

  private void erase(Erasure erasure, RoomName room, long after, List<Said> part) {
    long last = part.get(part.size() - 1).id().seq();
    List<CompletableFuture<Outcome<Change>>> writes = new ArrayList<>(part.size());
    for (Said each : part) {
      CompletableFuture<Outcome<Change>> write = new CompletableFuture<>();
      writes.add(write);
      log.write(new Entry.Erase(room, erasure.by(), each.id()), write::complete);
    }
    CompletionStage<Void> all = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    var unused =
        all.thenRun(
            () -> {
              List<Outcome<Change>> outcomes =
                  writes.stream().map(CompletableFuture::join).toList();
              goOn(erasure, room, after, last, outcomes);
            });
  }

  private void goOn(
      Erasure erasure, RoomName room, long after, long last, List<Outcome<Change>> outcomes) {
    long erased = outcomes.stream().filter(each -> each instanceof Outcome.Done).count();
    boolean fault =
        outcomes.stream()
            .anyMatch(each -> each.fold(c -> false, d -> d.code() == ErrorCode.INTERNAL));
    Erasure now = erasure.after(fault ? Purge.State.FAILED : Purge.State.RUNNING, erased);
    remember(now);
    if (fault) {
      LOG.error("erasure-failed", "erasure", erasure.id(), "room", room);
    } else if (erased < outcomes.size()) { // the database is away, or retention was quicker
      again(now, room, after);
    } else {
      step(now, room, last);
    }
  }

  private void again(Erasure erasure, RoomName room, long after) {
    threads.later(() -> step(erasure, room, after), TRY_AGAIN_AFTER_SECONDS);
  }
}
