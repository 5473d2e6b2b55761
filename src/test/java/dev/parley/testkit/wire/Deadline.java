package dev.parley.testkit.wire;

import java.time.Duration;

/** A point in time until which a monitor is waited on. Used by one thread. */
final class Deadline {
  private final long endNanos;

  Deadline(Duration within) {
    endNanos = System.nanoTime() + within.toNanos();
  }

  /** Waits for a notification of {@code monitor}, which the caller holds; false when time is up. */
  @SuppressWarnings("WaitNotInLoop") // The callers loop on their own conditions.
  boolean await(Object monitor) {
    long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
    if (leftMillis <= 0) {
      return false;
    }
    try {
      monitor.wait(leftMillis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
