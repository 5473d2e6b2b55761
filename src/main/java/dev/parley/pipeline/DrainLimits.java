package dev.parley.pipeline;

import java.time.Duration;

/**
 * How a node is emptied before it ends.
 *
 * @param batchSessions sessions that are told at once to come back elsewhere or later; the others
 *     follow in further batches (1 to 100,000)
 * @param pause between two batches, and between what a session is told and its last command (10 ms
 *     to 10 s)
 * @param spread over what time the sessions are to come back, each at a random moment (10 ms to 10
 *     min)
 * @param finishWithin how long what a session has asked for may take to be answered; past it the
 *     session is closed all the same (10 ms to 5 min)
 * @param longest how long it may take in all; past it all sessions left are closed (100 ms to 1 h)
 * @param shutdownWithin as {@code longest}, where the application is being undeployed or its server
 *     stopped, which waits for it (100 ms to 5 min)
 */
public record DrainLimits(
    int batchSessions,
    Duration pause,
    Duration spread,
    Duration finishWithin,
    Duration longest,
    Duration shutdownWithin) {
  public DrainLimits {
    if (batchSessions < 1 || batchSessions > 100_000) {
      throw new IllegalArgumentException(
          "batch-sessions must be 1 to 100000 sessions, was " + batchSessions);
    }
    require("pause", pause, 10, 10_000);
    require("spread", spread, 10, 600_000);
    require("finish-within", finishWithin, 10, 300_000);
    require("longest", longest, 100, 3_600_000);
    require("shutdown-within", shutdownWithin, 100, 300_000);
  }

  private static void require(String key, Duration value, long leastMs, long mostMs) {
    if (value.toMillis() < leastMs || value.toMillis() > mostMs) {
      throw new IllegalArgumentException(
          key + " must be " + leastMs + " to " + mostMs + " ms, was " + value.toMillis() + " ms");
    }
  }
}
