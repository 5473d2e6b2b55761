package dev.parley.identity;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  public void load() {
    Instant oldest = clock.instant().minus(limits.keep());
    store.forgetBefore(oldest);
    store.since(oldest).forEach(kept -> revokedAt.put(kept.user(), kept.at()));
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
    if (!revokedAt.containsKey(user) && revokedAt.size() >= limits.most()) {
      Instant oldest = now.minus(limits.keep());
      revokedAt.values().removeIf(oldest::isAfter);
    }
    if (!revokedAt.containsKey(user) && revokedAt.size() >= limits.most()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED,
          "the tokens of " + limits.most() + " users are revoked, and no more may be");
    }
    revokedAt.put(user, now);
    return Outcome.done(new Revocation(user, now, by, reason));
  }

  /** Blocks; throws what the store throws when it cannot be reached. */
  public void keep(Revocation taken) {
    store.save(taken);
  }
}
