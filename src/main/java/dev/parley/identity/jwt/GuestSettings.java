package dev.parley.identity.jwt;

import java.time.Duration;

/**
 * Who may enter without a token.
 *
 * @param enabled whether anyone may
 * @param tokenTtl for how long a guest may come back as the same guest (1 minute to 365 days)
 * @param secret signs the guests' own tokens; empty: one is made at the first start and kept in the
 *     database
 */
public record GuestSettings(boolean enabled, Duration tokenTtl, HmacSecret secret) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  public GuestSettings {
    if (tokenTtl.compareTo(SHORTEST) < 0 || tokenTtl.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "token-ttl must be 1m to 365d, was " + tokenTtl.toSeconds() + "s");
    }
  }
}
