package dev.parley.identity;

import java.time.Duration;

/**
 * How many revocations are kept, and for how long.
 *
 * @param keep past it one is forgotten, and tokens from before it count again, if they have not run
 *     out meanwhile (1 to 3,650 days)
 * @param most users whose tokens are revoked; past it a further one is refused (1 to 10,000,000)
 */
public record RevocationLimits(Duration keep, int most) {
  private static final Duration LONGEST = Duration.ofDays(3_650);

  public RevocationLimits {
    if (keep.toDays() < 1 || keep.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("keep must be 1d to 3650d, was " + keep.toHours() + "h");
    }
    if (most < 1 || most > 10_000_000) {
      throw new IllegalArgumentException("most must be 1 to 10000000 users, was " + most);
    }
  }
}
