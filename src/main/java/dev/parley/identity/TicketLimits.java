package dev.parley.identity;

import java.time.Duration;

/**
 * How long a ticket counts, and how many there may be.
 *
 * @param ttl past it a ticket proves nothing (1 second to 5 minutes)
 * @param perUser those of one user that wait to be used; past it {@code limit-reached} (1 to 1,000)
 * @param perNode those of all users; past it {@code unavailable} (1 to 1,000,000)
 */
public record TicketLimits(Duration ttl, int perUser, int perNode) {
  public TicketLimits {
    if (ttl.toMillis() < 1_000 || ttl.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("ttl must be 1s to 5m, was " + ttl.toMillis() + "ms");
    }
    require("per-user", perUser, 1_000);
    require("per-node", perNode, 1_000_000);
  }

  private static void require(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(key + " must be 1 to " + most + " tickets, was " + value);
    }
  }
}
