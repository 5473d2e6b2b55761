package dev.parley.pipeline;

import dev.parley.log.Log;
import dev.parley.room.Rooms;
import dev.parley.session.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one clock hand: ends what has run out, all of it from one thread of its own. {@link #start}
 * and {@link #stop} are called once, at start-up and shut-down.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Sweeper {
  private static final Log LOG = Log.of(Sweeper.class);
  private static final long TICK_MS = 100;
  private static final int TICKS_A_SECOND = 10;

  @Inject private Heartbeat heartbeat;
  @Inject private PresenceCommands presence;
  @Inject private Rooms rooms;
  @Inject private Resumption resumption;
  @Inject private ThreadFactory threads;

  private @Nullable ScheduledThreadPoolExecutor timer;
  private int ticks;
  private long lastTick = System.nanoTime();

  public void start() {
    timer = new ScheduledThreadPoolExecutor(1, threads);
    var unused = timer.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  public void stop() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      presence.sweep(now);
      // A tick later: who is gone is told to be offline while still in the rooms that hear it, also
      // where a tick falls between the two ends of a session's close.
      rooms.sweep(lastTick);
      lastTick = now;
      resumption.sweep(now);
      heartbeat.beat(now);
      ticks = (ticks + 1) % TICKS_A_SECOND;
      if (ticks == 0) {
        rooms.tellCounts();
      }
    } catch (RuntimeException | Error bug) { // the next tick must come all the same
      LOG.error("sweep-failed", bug);
    }
  }
}
