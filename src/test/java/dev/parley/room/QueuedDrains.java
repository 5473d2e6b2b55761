package dev.parley.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs what it is given when it is told to, and what is to run later when that is told. */
final class QueuedDrains implements Drains {
  private final Queue<Runnable> now = new ArrayDeque<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Long> waits = new ArrayList<>();
  private boolean stopped;

  @Override
  public void execute(Runnable drain) {
    add(now, drain);
  }

  @Override
  public void executeAfter(long nanos, Runnable drain) {
    add(later, drain);
    waits.add(nanos);
  }

  private void add(Queue<Runnable> to, Runnable drain) {
    if (stopped) {
      throw new RejectedExecutionException("stopped");
    }
    to.add(drain);
  }

  int waiting() {
    return now.size();
  }

  /** For how long what was given for later was to wait, in milliseconds, rounded up. */
  List<Long> waitsMs() {
    return waits.stream().map(nanos -> TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)).toList();
  }

  /** Runs what waits for now, and what that brings for now. */
  void runNow() {
    for (Runnable task = now.poll(); task != null; task = now.poll()) {
      task.run();
    }
  }

  /** Lets the time pass for what waits now. */
  void runLater() {
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  /** Runs all that waits, and what that brings. */
  void runAll() {
    while (!now.isEmpty() || !later.isEmpty()) {
      runNow();
      runLater();
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
