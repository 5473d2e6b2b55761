package dev.parley.session;

import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions that must end: silent, stuck in a send, without an identity for too long, or
 * with one that has run out. It looks at all of them at every {@link #beat}; no session has a timer
 * of its own, so there is none to cancel.
 *
 * <p>Called by one thread; does not block. A session is pinged as soon as it is there, so that one
 * that vanished right after its handshake is found within a period.
 */
@ApplicationScoped
public class Heartbeat {
  private static final Log LOG = Log.of(Heartbeat.class);

  private final Sessions sessions;
  private final SessionLimits limits;
  private final Clock clock;

  @Inject
  public Heartbeat(Sessions sessions, SessionLimits limits, Clock clock) {
    this.sessions = sessions;
    this.limits = limits;
    this.clock = clock;
  }

  @SuppressWarnings("NullAway")
  protected Heartbeat() { // for the container's proxy
    this(null, null, null);
  }

  /** Looks at every session once. */
  public void beat() {
    long now = System.nanoTime();
    Instant time = clock.instant();
    sessions.forEach(session -> check(session, now, time));
  }

  private void check(Session session, long now, Instant time) {
    CloseCode reason = reasonToEnd(session, now, time);
    if (reason != null) {
      LOG.info(
          "session-ended",
          "session",
          session.clientId(),
          "user",
          userOf(session),
          "reason",
          reason.reason());
      session.close(reason);
    } else if (now - session.nextPingAt >= 0 && !awaitsAnswer(session)) {
      long period = limits.heartbeat().toNanos();
      session.nextPingAt =
          now + period - period / 10 + ThreadLocalRandom.current().nextLong(period / 5);
      session.pinged = true;
      session.pingedAt = now;
      session.ping();
    }
  }

  private static @Nullable Object userOf(Session session) {
    Identity identity = session.identity();
    return identity == null ? null : identity.id();
  }

  private static boolean awaitsAnswer(Session session) {
    return session.pinged && session.heardAt() - session.pingedAt < 0;
  }

  private @Nullable CloseCode reasonToEnd(Session session, long now, Instant time) {
    if (session.sendInFlightFor(now) > limits.sendDeadline().toNanos()) {
      return CloseCode.SLOW_CONSUMER;
    }
    if (awaitsAnswer(session) && now - session.pingedAt > limits.silence().toNanos()) {
      return CloseCode.HEARTBEAT_TIMEOUT;
    }
    Identity identity = session.identity();
    if (identity == null) {
      return now - session.openedAt() > limits.authTimeout().toNanos()
          ? CloseCode.AUTH_TIMEOUT
          : null;
    }
    return identity.expiresAt() != null && time.isAfter(identity.expiresAt())
        ? CloseCode.TOKEN_EXPIRED
        : null;
  }
}
