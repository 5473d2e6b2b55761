package dev.parley.history;

import dev.parley.log.Log;
import dev.parley.protocol.RoomName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is no longer to be kept, every {@link HistoryLimits#retentionEvery}, on a thread of
 * its own: {@link HistoryLimits#retentionSlice} messages a transaction, so that a write to the room
 * waits for one slice at most, and writes to other rooms for none.
 *
 * <p>Nodes that sweep one database at the same time do no harm. A round that fails is logged, and
 * the next one tries again.
 */
final class RetentionSweep implements AutoCloseable {
  private static final Log LOG = Log.of(RetentionSweep.class);
  private static final int ROOMS_AT_ONCE = 500;

  private final LogStore store;
  private final Function<RoomName, Retention> kept;
  private final HistoryLimits limits;
  private final Clock clock;
  private final Counter trimmed;
  private final ScheduledThreadPoolExecutor timer;

  RetentionSweep(
      LogStore store,
      Function<RoomName, Retention> kept,
      HistoryLimits limits,
      Clock clock,
      ThreadFactory threads,
      MeterRegistry meters) {
    this.store = store;
    this.kept = kept;
    this.limits = limits;
    this.clock = clock;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    this.trimmed =
        Counter.builder("parley.history.trimmed")
            .description("Messages that retention has removed")
            .register(meters);
  }

  /** Starts the rounds; called once. */
  @SuppressWarnings("FutureReturnValueIgnored") // tryRound lets nothing out
  void start() {
    long pause = limits.retentionEvery().toMillis();
    timer.scheduleWithFixedDelay(this::tryRound, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void tryRound() {
    try {
      round();
    } catch (Throwable failure) { // a container's commit throws checked ones undeclared
      LOG.warn("a round of the retention failed", failure);
    }
  }

  /** Goes through all rooms once. Blocks. */
  void round() {
    RoomName after = null;
    List<Extent> extents = next(after);
    while (!extents.isEmpty()) {
      extents.forEach(this::trim);
      after = extents.get(extents.size() - 1).room();
      extents = next(after);
    }
  }

  private List<Extent> next(@Nullable RoomName after) {
    return timer.isShutdown() ? List.of() : store.extents(after, ROOMS_AT_ONCE);
  }

  private void trim(Extent extent) {
    Retention retention = kept.apply(extent.room());
    Instant now = clock.instant();
    boolean more = retention.drops(extent.firstSeq(), extent.oldest(), extent.lastSeq(), now);
    while (more && !timer.isShutdown()) {
      int removed = store.trim(extent.room(), retention, now, limits.retentionSlice());
      trimmed.increment(removed);
      more = removed == limits.retentionSlice();
    }
  }

  /** Ends after the slice under way. */
  @Override
  public void close() {
    timer.shutdown();
  }
}
