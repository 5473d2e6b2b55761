package dev.parley.identity.account;

import dev.parley.identity.Identity;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Until which moment the sign-ins by an account count no more, as its password has been changed or
 * it is gone: whatever has come of them, also what was under way at that moment. Safe for use by
 * any thread; does not block.
 */
public final class EndedSignIns {
  /** Accounts of which it is known each by itself. */
  static final int MOST = 100_000;

  private final Duration longest;
  private final Clock clock;

  // Guarded by this; the oldest first.
  private final LinkedHashMap<UserId, Instant> ends = new LinkedHashMap<>();

  // Guarded by this: what ends those of all accounts that are not known by themselves.
  private Instant forgotten = Instant.MIN;

  /**
   * @param longest how long a sign-in can last; an end that is older ends nothing any more
   */
  public EndedSignIns(Duration longest, Clock clock) {
    this.longest = longest;
    this.clock = clock;
  }

  /** Those of the account that were proven until now count no more. */
  public synchronized void end(UserId account) {
    Instant at = proven(account);
    ends.remove(account);
    ends.put(account, at);
    Instant oldest = at.minus(longest);
    Iterator<Instant> known = ends.values().iterator();
    for (Instant each = known.next(); each.isBefore(oldest); each = known.next()) {
      known.remove();
    }
    if (ends.size() > MOST) {
      known = ends.values().iterator();
      forgotten = known.next();
      known.remove();
    }
  }

  /** The moment of a proof that is given now, which none of the ends until now concerns. */
  synchronized Instant proven(UserId account) {
    Instant now = clock.instant();
    Instant end = ends.getOrDefault(account, forgotten);
    return now.isAfter(end) ? now : end.plusNanos(1);
  }

  /** Whether such a proof came of a sign-in that counts no more. */
  public boolean has(Identity identity) {
    return Account.isAccountId(identity.id()) && has(identity.id(), identity.issuedAt());
  }

  private synchronized boolean has(UserId account, @Nullable Instant proven) {
    return proven == null || !proven.isAfter(ends.getOrDefault(account, forgotten));
  }
}
