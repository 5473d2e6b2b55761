package dev.parley.identity;

import dev.parley.identity.account.EndedSignIns;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that have been given out and not been used yet, by their SHA-256 digests; they end with
 * the process. Safe for use by any thread; does not block.
 */
public final class Tickets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 24;

  private final TicketLimits limits;
  private final Revocations revocations;
  private final EndedSignIns ended;
  private final Clock clock;

  // Guarded by this; in the order of their ends, as all last as long.
  private final LinkedHashMap<ByteBuffer, Held> waiting = new LinkedHashMap<>();
  private final Map<UserId, Integer> perUser = new HashMap<>();

  private record Held(Identity identity, Instant until) {}

  public Tickets(TicketLimits limits, Revocations revocations, EndedSignIns ended, Clock clock) {
    this.limits = limits;
    this.revocations = revocations;
    this.ended = ended;
    this.clock = clock;
  }

  /** A ticket that proves what the identity's own proof does, and lasts no longer than that. */
  public synchronized Outcome<Ticket> issue(Identity identity) {
    Instant now = clock.instant();
    expire(now);
    if (perUser.getOrDefault(identity.id(), 0) >= limits.perUser()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED,
          limits.perUser() + " of your tickets wait to be used, and no more may");
    }
    if (waiting.size() >= limits.perNode()) {
      return Outcome.rejected(
          ErrorCode.UNAVAILABLE, "too many tickets wait to be used, try again later");
    }
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    Instant until = now.plus(limits.ttl());
    waiting.put(digest(value), new Held(identity, until));
    perUser.merge(identity.id(), 1, Integer::sum);
    return Outcome.done(new Ticket(value, until));
  }

  /** Whose ticket it is; it proves nothing any more from now on. */
  public synchronized Outcome<Identity> redeem(String ticket) {
    expire(clock.instant());
    Held held = waiting.remove(digest(ticket));
    if (held != null) {
      forget(held);
    }
    return outcome(held);
  }

  /** As {@link #redeem}, yet it goes on to count. */
  public synchronized Outcome<Identity> look(String ticket) {
    expire(clock.instant());
    return outcome(waiting.get(digest(ticket)));
  }

  private Outcome<Identity> outcome(@Nullable Held held) {
    if (held == null || isOver(held.identity())) {
      return Outcome.rejected(
          ErrorCode.UNAUTHENTICATED, "the ticket proves nothing: it is used, too old, or none");
    }
    return Outcome.done(held.identity());
  }

  private boolean isOver(Identity identity) {
    return (identity.expiresAt() != null && !clock.instant().isBefore(identity.expiresAt()))
        || revocations.isRevoked(identity)
        || ended.has(identity);
  }

  private void expire(Instant now) {
    Iterator<Held> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      Held next = oldest.next();
      if (now.isBefore(next.until())) {
        return;
      }
      oldest.remove();
      forget(next);
    }
  }

  private void forget(Held held) {
    perUser.computeIfPresent(held.identity().id(), (user, n) -> n == 1 ? null : n - 1);
  }

  private static ByteBuffer digest(String ticket) {
    return ByteBuffer.wrap(Sha256.of(ticket));
  }
}
