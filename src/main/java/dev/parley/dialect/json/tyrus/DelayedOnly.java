package dev.parley.dialect.json.tyrus;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Another's timers, without those that have nothing to wait for: these never run. */
final class DelayedOnly extends AbstractExecutorService implements ScheduledExecutorService {
  private final ScheduledExecutorService timers;

  DelayedOnly(ScheduledExecutorService timers) {
    this.timers = timers;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return delay > 0 ? timers.schedule(command, delay, unit) : Never.INSTANCE;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return timers.schedule(task, delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return timers.scheduleAtFixedRate(command, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return timers.scheduleWithFixedDelay(command, initialDelay, delay, unit);
  }

  @Override
  public void execute(Runnable command) {
    timers.execute(command);
  }

  @Override
  public void shutdown() {
    timers.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return timers.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return timers.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return timers.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return timers.awaitTermination(timeout, unit);
  }

  /** What has not run and never will: cancelled from the beginning. */
  private static final class Never implements ScheduledFuture<Object> {
    static final Never INSTANCE = new Never();

    @Override
    public boolean cancel(boolean mayInterrupt) {
      return false;
    }

    @Override
    public boolean isCancelled() {
      return true;
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public Object get() {
      throw new CancellationException();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
      return get();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
