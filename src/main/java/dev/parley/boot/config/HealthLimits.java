package dev.parley.boot.config;

import java.time.Duration;

/**
 * How readiness is found out.
 *
 * @param checkEvery the pause between two looks at the database (100 ms to 1 h)
 * @param staleAfter how old the last look may be; past it the node is not ready (more than {@code
 *     checkEvery})
 */
public record HealthLimits(Duration checkEvery, Duration staleAfter) {
  public HealthLimits {
    long every = checkEvery.toMillis();
    if (every < 100 || every > 3_600_000) {
      throw new IllegalArgumentException("check-every must be 100 to 3600000 ms, was " + every);
    }
    if (staleAfter.compareTo(checkEvery) <= 0) {
      throw new IllegalArgumentException(
          "stale-after must be more than check-every ("
              + every
              + " ms), was "
              + staleAfter.toMillis());
    }
  }
}
