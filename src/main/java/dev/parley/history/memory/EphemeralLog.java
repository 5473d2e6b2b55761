package dev.parley.history.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.parley.history.Change;
import dev.parley.history.CommitListener;
import dev.parley.history.Entry;
import dev.parley.history.EntryRule;
import dev.parley.history.HistoryLimits;
import dev.parley.history.Kept;
import dev.parley.history.LogHead;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.history.Pending;
import dev.parley.history.RoomLog;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The log of the rooms that keep no history: gives out sequences, and stores nothing. Pages are
 * empty, edits and deletions find no message, and who missed anything is told {@link
 * Missed.TooFarBack}.
 *
 * <p>Callers and the listener are called on the thread that writes, on one that writes to the room
 * at the same time, or while that goes on for long on one of its own; a room has at most {@link
 * HistoryLimits#queueEntries} entries waiting, and refuses more as {@code UNAVAILABLE}. A client
 * key is remembered for ten minutes.
 *
 * <p>A room that nobody has asked for in {@link #IDLE} is forgotten, and the one asked for longest
 * ago where there are more than {@link #MAX_ROOMS}: its next use begins a new life, with a new
 * epoch and from sequence 1.
 */
@ApplicationScoped
@Kept(false)
public class EphemeralLog implements RoomLog {
  static final int MAX_ROOMS = 100_000;
  static final Duration IDLE = Duration.ofHours(24);

  private HistoryLimits limits;
  private Clock clock;
  private ThreadPoolExecutor executor;
  private SentKeys keys;
  private Cache<RoomName, EphemeralRoom> rooms;
  private volatile CommitListener listener = (room, changes) -> {};

  /** For the container's proxy alone. */
  @SuppressWarnings("NullAway")
  protected EphemeralLog() {}

  @Inject
  public EphemeralLog(HistoryLimits limits, Clock clock, ThreadFactory threads) {
    this(limits, clock, threads, Ticker.systemTicker());
  }

  EphemeralLog(HistoryLimits limits, Clock clock, ThreadFactory threads, Ticker ticker) {
    this.limits = limits;
    this.clock = clock;
    this.executor =
        new ThreadPoolExecutor(
            limits.writers(),
            limits.writers(),
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            threads);
    this.executor.allowCoreThreadTimeOut(true); // most gateways never need them
    this.keys = new SentKeys(ticker);
    this.rooms =
        Caffeine.newBuilder()
            .maximumSize(MAX_ROOMS)
            .expireAfterAccess(IDLE)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  @PreDestroy
  void stop() {
    executor.shutdown();
  }

  private EphemeralRoom room(RoomName name) {
    return rooms.get(name, absent -> new EphemeralRoom(keys, clock, executor));
  }

  @Override
  public void onCommit(CommitListener hearer) {
    listener = hearer;
  }

  @Override
  public void write(Entry entry, Consumer<Outcome<Change>> done) {
    Pending pending = new Pending(entry, done);
    Optional<Detail> violation = EntryRule.violation(entry);
    if (violation.isPresent()) {
      pending.tell(Outcome.rejected(violation.get()));
    } else if (!room(entry.room()).write(pending, limits.queueEntries(), listener)) {
      pending.tell(Outcome.rejected(ErrorCode.UNAVAILABLE, "too many writes wait in the room"));
    }
  }

  @Override
  public CompletionStage<LogHead> open(RoomName room) {
    return CompletableFuture.completedFuture(room(room).head());
  }

  @Override
  public CompletionStage<Optional<LogHead>> find(RoomName room) {
    return CompletableFuture.completedFuture(head(room));
  }

  private Optional<LogHead> head(RoomName room) {
    return Optional.ofNullable(rooms.getIfPresent(room)).map(EphemeralRoom::head);
  }

  @Override
  public CompletionStage<Page> before(RoomName room, long before, int limit) {
    return CompletableFuture.completedFuture(new Page(List.of(), false));
  }

  @Override
  public CompletionStage<Page> after(RoomName room, long after, int limit) {
    return CompletableFuture.completedFuture(new Page(List.of(), false));
  }

  @Override
  public CompletionStage<Missed> missed(RoomName room, Position since, Position upTo) {
    return CompletableFuture.completedFuture(
        head(room).map(head -> missed(head, since, upTo)).orElseGet(Missed.EpochChanged::new));
  }

  private static Missed missed(LogHead head, Position since, Position upTo) {
    boolean beyond = since.seq() > head.seq() || since.rev() > head.rev();
    if (beyond || !head.epoch().equals(since.epoch())) {
      return new Missed.EpochChanged();
    }
    boolean nothing = since.seq() >= Math.min(upTo.seq(), head.seq());
    return nothing ? new Missed.All(List.of(), List.of()) : new Missed.TooFarBack();
  }
}
