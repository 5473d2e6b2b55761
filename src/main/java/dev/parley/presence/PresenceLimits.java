package dev.parley.presence;

import java.time.Duration;

/**
 * The limits of presence.
 *
 * @param grace how long a user without a session is held to be here, so that a reload does not
 *     flicker (0 or more)
 */
public record PresenceLimits(Duration grace) {
  public PresenceLimits {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must be 0 or more ms, was " + grace.toMillis());
    }
  }
}
