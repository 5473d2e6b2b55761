package dev.parley.identity.account;

import dev.parley.identity.Identity;
import dev.parley.identity.Revocations;
import dev.parley.identity.Sha256;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in to the console of this node, by the SHA-256 of 256 random bits that the browser
 * keeps; they end with the process. A sign-in ends by itself when it is idle for too long, at its
 * longest, when its proof runs out or is revoked, when its account's password is changed, and where
 * there are more than may be, the least used first. Safe for use by any thread; does not block.
 */
public final class ConsoleSessions {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final SignInLimits limits;
  private final Revocations revocations;
  private final EndedSignIns ended;
  private final Clock clock;

  /** Guarded by this; the least used first. */
  private final LinkedHashMap<ByteBuffer, Held> open = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Held {
    final ConsoleSession session;
    Instant usedAt;

    Held(ConsoleSession session, Instant usedAt) {
      this.session = session;
      this.usedAt = usedAt;
    }
  }

  /** A new sign-in, and what the browser is to keep, which is known only now. */
  public record Opened(ConsoleSession session, String secret) {
    @Override
    public String toString() {
      return "Opened[" + session + "]";
    }
  }

  public ConsoleSessions(
      SignInLimits limits, Revocations revocations, EndedSignIns ended, Clock clock) {
    this.limits = limits;
    this.revocations = revocations;
    this.ended = ended;
    this.clock = clock;
  }

  /** Of somebody whom a token or the server's own login has proven. */
  public Opened open(Identity identity) {
    return open(identity, null);
  }

  /** Of an account; {@code UNAUTHENTICATED} where its password was changed since it was right. */
  public Outcome<Opened> open(Accounts.Proven proven) {
    Identity identity = proven.account().identity(proven.at());
    return ended.has(identity)
        ? Outcome.rejected(ErrorCode.UNAUTHENTICATED, "the password was changed meanwhile")
        : Outcome.done(open(identity, proven.account()));
  }

  private synchronized Opened open(Identity identity, @Nullable Account account) {
    Instant now = clock.instant();
    endWhere(held -> isOver(held, now));
    List<ConsoleSession> own = of(identity.id());
    if (own.size() >= limits.perUser()) {
      open.remove(own.get(0).key());
    }
    if (open.size() >= limits.perNode()) {
      open.remove(open.keySet().iterator().next());
    }
    String secret = random();
    Instant longest = now.plus(limits.longest());
    Instant proof = identity.expiresAt();
    Instant end = proof != null && proof.isBefore(longest) ? proof : longest;
    Identity until =
        new Identity(
            identity.id(),
            identity.name(),
            identity.roles(),
            end,
            identity.issuedAt() == null ? now : identity.issuedAt(),
            identity.rooms());
    ConsoleSession session = new ConsoleSession(until, key(secret), random(), end, account);
    open.put(session.key(), new Held(session, now));
    return new Opened(session, secret);
  }

  /** Whose secret it is, which counts as a use; null where it is nobody's, or has ended. */
  public synchronized @Nullable ConsoleSession find(String secret) {
    Held held = open.get(key(secret));
    Instant now = clock.instant();
    if (held == null) {
      return null;
    }
    if (isOver(held, now)) {
      open.remove(held.session.key());
      return null;
    }
    held.usedAt = now;
    return held.session;
  }

  private boolean isOver(Held held, Instant now) {
    return !now.isBefore(held.session.endsAt())
        || !now.isBefore(held.usedAt.plus(limits.idle()))
        || revocations.isRevoked(held.session.identity())
        || ended.has(held.session.identity());
  }

  public synchronized void end(ConsoleSession session) {
    open.remove(session.key());
  }

  /** Ends all of a user's. */
  public synchronized void endAll(UserId user) {
    endWhere(held -> held.session.identity().id().equals(user));
  }

  private void endWhere(Predicate<Held> condition) {
    open.values().removeIf(condition);
  }

  /** The least used first. */
  private List<ConsoleSession> of(UserId user) {
    List<ConsoleSession> found = new ArrayList<>();
    for (Map.Entry<ByteBuffer, Held> each : open.entrySet()) {
      if (each.getValue().session.identity().id().equals(user)) {
        found.add(each.getValue().session);
      }
    }
    return found;
  }

  private static String random() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private static ByteBuffer key(String secret) {
    return ByteBuffer.wrap(Sha256.of(secret));
  }
}
