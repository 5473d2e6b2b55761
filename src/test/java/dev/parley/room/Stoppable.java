package dev.parley.room;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Drains by another executor until it is stopped; a pause is over at once. */
final class Stoppable implements Drains {
  private final Executor executor;
  private volatile boolean stopped;

  Stoppable(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable drain) {
    if (stopped) {
      throw new RejectedExecutionException("stopped");
    }
    executor.execute(drain);
  }

  @Override
  public void executeAfter(long nanos, Runnable drain) {
    execute(drain);
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
