package dev.parley.pipeline;

import dev.parley.log.Log;
import dev.parley.session.Sessions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Empties the node before it ends: it opens no session any more, and ends those it has so that
 * nothing they were told is lost and they come back by themselves (protocol, section 3.9). There is
 * no way back but a restart. Safe for use by any thread.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Drain {
  private static final Log LOG = Log.of(Drain.class);
  private static final long LOOK_EVERY_MS = 20;
  private static final long AFTER_FAILURE_MS = 500;

  private Sessions sessions;
  private DrainLimits limits;
  private ThreadFactory threads;
  private Clock clock;

  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean hurried;
  private volatile @Nullable Begun begun;

  private record Begun(Instant at, Departures departures) {}

  /** Where a node is on its way out. */
  public enum State {
    SERVING,
    DRAINING,
    DRAINED
  }

  /**
   * How far it has come.
   *
   * @param startedAt null while the node serves
   * @param sessions that are still open
   */
  public record Progress(State state, @Nullable Instant startedAt, int sessions) {}

  @Inject
  public Drain(
      Sessions sessions,
      DrainLimits limits,
      ThreadFactory threads,
      Clock clock,
      MeterRegistry meters) {
    this.sessions = sessions;
    this.limits = limits;
    this.threads = threads;
    this.clock = clock;
    Gauge.builder("parley.draining", this, drain -> drain.isBegun() ? 1 : 0)
        .description("1 from the moment on at which the node takes no more connections")
        .register(meters);
  }

  protected Drain() {} // for the container's proxy

  /**
   * Begins, if it has not begun, and goes on by a thread of its own; does not block. Where no
   * thread is to be had it throws, and the node serves on.
   */
  public synchronized Progress begin() {
    if (!isBegun()) {
      Thread worker = threads.newThread(this::work);
      worker.setName("parley-drain");
      worker.start(); // it waits for this lock
      Departures unused = departures();
    }
    return progress();
  }

  /**
   * Begins, if it has not begun, and ends it on this thread, without pauses between batches. Blocks
   * for {@code drain.shutdown-within} at most.
   */
  public void finish() {
    hurried = true;
    Departures departures = departures();
    long began = System.nanoTime();
    boolean unused = isEmptied(departures, began, limits.shutdownWithin());
    end(departures, began);
  }

  /** Whether the node takes no more connections. */
  public boolean isBegun() {
    return begun != null;
  }

  public Progress progress() {
    Begun since = begun;
    int left = since == null ? sessions.count() : sessions.countOpening();
    if (since == null) {
      return new Progress(State.SERVING, null, left);
    }
    return new Progress(left == 0 ? State.DRAINED : State.DRAINING, since.at(), left);
  }

  private synchronized Departures departures() {
    Begun since = begun;
    if (since == null) {
      since = new Begun(clock.instant(), new Departures(sessions, limits, System.nanoTime()));
      sessions.shut();
      begun = since;
      LOG.info("drain-began", "sessions", sessions.count());
    }
    return since.departures();
  }

  private void work() {
    Departures departures = departures();
    long began = System.nanoTime();
    if (isEmptied(departures, began, limits.longest())) {
      end(departures, began);
    }
  }

  /** Waits for it, no longer than that; false where the container ends this thread meanwhile. */
  private boolean isEmptied(Departures departures, long began, Duration most) {
    try {
      while (!departures.isOver() && System.nanoTime() - began < most.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(isRound(departures) ? LOOK_EVERY_MS : AFTER_FAILURE_MS);
      }
      return true;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Goes on with what is due; false where that failed. */
  private boolean isRound(Departures departures) {
    try {
      departures.round(System.nanoTime(), hurried);
      return true;
    } catch (RuntimeException | Error failure) { // or nobody would go on with the others
      LOG.error("drain-round-failed", failure);
      return false;
    }
  }

  private void end(Departures departures, long began) {
    int cut = departures.cut();
    if (ended.compareAndSet(false, true)) {
      long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      LOG.info("drained", "ms", ms, "cut", cut);
    }
  }
}
