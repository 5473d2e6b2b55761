package dev.parley.identity.apikey;

import java.time.Duration;

/**
 * How keys are kept.
 *
 * @param most keys of all tenants' services together; past it {@code limit-reached} (1 to 10,000)
 * @param perTenant keys of one tenant's services; past it likewise (1 to 10,000)
 * @param refreshEvery how often the keys are read again, which is how late this node hears of what
 *     another has made or revoked (1 s to 1 h)
 */
public record ApiKeySettings(int most, int perTenant, Duration refreshEvery) {
  public ApiKeySettings {
    require("most", most);
    require("per-tenant", perTenant);
    long every = refreshEvery.toMillis();
    if (every < 1_000 || every > 3_600_000) {
      throw new IllegalArgumentException("refresh-every must be 1000 to 3600000 ms, was " + every);
    }
  }

  private static void require(String key, int keys) {
    if (keys < 1 || keys > 10_000) {
      throw new IllegalArgumentException(key + " must be 1 to 10000 keys, was " + keys);
    }
  }
}
