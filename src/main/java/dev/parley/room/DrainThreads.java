package dev.parley.room;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that drain big and busy rooms. */
final class DrainThreads implements Drains {
  private final ScheduledThreadPoolExecutor threads;

  DrainThreads(int count, ThreadFactory factory) {
    this.threads = new ScheduledThreadPoolExecutor(count, factory);
  }

  @Override
  public void execute(Runnable drain) {
    threads.execute(drain);
  }

  @Override
  public void executeAfter(long nanos, Runnable drain) {
    var unused = threads.schedule(drain, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void stop() {
    threads.shutdownNow();
  }
}
