package dev.parley.identity;

import java.time.Duration;

/**
 * For how many users a revocation is held, and for how long: of each user the last one.
 *
 * @param keep past it one may be forgotten, at the next start or where {@code most} or {@code
 *     perTenant} is reached; the user's tokens from before it would then count again, if any has
 *     not run out meanwhile (1 to 3,650 days)
 * @param most users of all tenants; past it a further one is refused as {@code limit-reached} (1 to
 *     10,000,000)
 * @param perTenant users of one tenant; past it likewise (1 to 10,000,000)
 */
public record RevocationLimits(Duration keep, int most, int perTenant) {
  private static final Duration LONGEST = Duration.ofDays(3_650);

  public RevocationLimits {
    if (keep.toDays() < 1 || keep.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("keep must be 1d to 3650d, was " + keep.toHours() + "h");
    }
    require("most", most);
    require("per-tenant", perTenant);
  }

  private static void require(String key, int users) {
    if (users < 1 || users > 10_000_000) {
      throw new IllegalArgumentException(key + " must be 1 to 10000000 users, was " + users);
    }
  }
}
