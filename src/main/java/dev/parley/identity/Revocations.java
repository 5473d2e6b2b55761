package dev.parley.identity;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens of before a moment count no more. Held in memory, so that to ask never blocks, and
 * kept in the store. Safe for use by any thread.
 */
public final class Revocations {
  private final RevocationStore store;
  private final RevocationLimits limits;
  private final Duration skew;
  private final Clock clock;
  private final ConcurrentHashMap<UserId, Instant> revokedAt = new ConcurrentHashMap<>();

  // Guarded by this: how many of those are a tenant's.
  private final Map<Tenant, Integer> perTenant = new HashMap<>();

  /**
   * @param skew how far the clocks of those who issue tokens may be ahead: a token that says it was
   *     issued so long after a revocation may be from before it, and is revoked as well
   */
  public Revocations(RevocationStore store, RevocationLimits limits, Duration skew, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.skew = skew;
    this.clock = clock;
  }

  /** Reads what is kept; once, at start-up, before anybody is let in. Blocks. */
  public synchronized void load() {
    Instant oldest = clock.instant().minus(limits.keep());
    store.forgetBefore(oldest);
    store.since(oldest).forEach(kept -> put(kept.user(), kept.at()));
  }

  private void put(UserId user, Instant at) {
    if (revokedAt.put(user, at) == null) {
      perTenant.merge(user.tenant(), 1, Integer::sum);
    }
  }

  /** Whether such a proof counts no more. */
  public boolean isRevoked(Identity identity) {
    Instant at = revokedAt.get(identity.id());
    Instant issued = identity.issuedAt();
    return at != null && (issued == null || !issued.isAfter(at.plus(skew)));
  }

  /**
   * Takes none of the user's tokens issued until now, from now on; {@link #keep} then makes it
   * last. Refused as {@code LIMIT_REACHED} where there are too many. Does not block.
   */
  public synchronized Outcome<Revocation> take(UserId user, UserId by, @Nullable String reason) {
    Instant now = clock.instant();
    if (isOneTooMany(user)) {
      forgetBefore(now.minus(limits.keep()));
    }
    if (isOneTooMany(user)) {
      return Outcome.rejected(ErrorCode.LIMIT_REACHED, tooMany());
    }
    put(user, now);
    return Outcome.done(new Revocation(user, now, by, reason));
  }

  private boolean isOneTooMany(UserId user) {
    return !revokedAt.containsKey(user)
        && (revokedAt.size() >= limits.most()
            || perTenant.getOrDefault(user.tenant(), 0) >= limits.perTenant());
  }

  /** Names no number that would tell one tenant of the others. */
  private String tooMany() {
    return "the tokens of as many users are revoked as may be, at most "
        + Math.min(limits.perTenant(), limits.most());
  }

  private void forgetBefore(Instant oldest) {
    revokedAt.forEach(
        (user, at) -> {
          if (at.isBefore(oldest) && revokedAt.remove(user, at)) {
            perTenant.merge(user.tenant(), -1, (n, one) -> n + one == 0 ? null : n + one);
          }
        });
  }

  /** Blocks; throws what the store throws when it cannot be reached. */
  public void keep(Revocation taken) {
    store.save(taken);
  }
}
