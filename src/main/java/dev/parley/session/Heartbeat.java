package dev.parley.session;

import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions that must end: silent, stuck in a send, without an identity for too long, or
 * with one that has run out, of which they are told {@code session.token-grace} before; and the
 * connections whose clients have not answered their closing. It looks at all of them, once a second
 * as it comes; no session has a timer of its own, so there is none to cancel.
 *
 * <p>Called by one thread; does not block. A session is pinged at the first look, so that one that
 * vanished right after its handshake is found within a period.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Heartbeat {
  private static final Log LOG = Log.of(Heartbeat.class);

  /** Looks so much more often than the shortest limit lasts, and once a second at least. */
  private static final int LOOKS_A_LIMIT = 10;

  private static final long MOST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private Sessions sessions;
  private SessionLimits limits;
  private Clock clock;
  private long pause;
  private long lastLook;

  @Inject
  public Heartbeat(Sessions sessions, SessionLimits limits, Clock clock) {
    this.sessions = sessions;
    this.limits = limits;
    this.clock = clock;
    this.pause = pause(limits);
    this.lastLook = System.nanoTime() - pause;
  }

  protected Heartbeat() {} // for the container's proxy

  private static long pause(SessionLimits limits) {
    return Stream.of(
            limits.heartbeat(), limits.silence(), limits.authTimeout(), limits.sendDeadline())
        .mapToLong(limit -> limit.toNanos() / LOOKS_A_LIMIT)
        .reduce(MOST_PAUSE, Math::min);
  }

  /**
   * Looks at every session, if the last look was long enough ago; to be called often.
   *
   * @param nanoTime {@link System#nanoTime} now
   */
  public void beat(long nanoTime) {
    if (nanoTime - lastLook < pause) {
      return;
    }
    lastLook = nanoTime;
    Instant time = clock.instant();
    sessions.forEach(session -> check(session, nanoTime, time));
    sessions.cutClosed(nanoTime);
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
      if (reason == CloseCode.TOKEN_EXPIRED) { // the client hears us, and may have a new one
        session.send(new Event.Goodbye(reason.reason(), 0));
      }
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
    return expired(session, identity.expiresAt(), time) ? CloseCode.TOKEN_EXPIRED : null;
  }

  /** Whether the grace is over as well; who is within it is told, once for each token. */
  private boolean expired(Session session, @Nullable Instant expiresAt, Instant time) {
    if (expiresAt == null || !time.isAfter(expiresAt)) {
      session.toldOfExpiry = false;
      return false;
    }
    long left = Duration.between(time, expiresAt.plus(limits.tokenGrace())).toMillis();
    if (left <= 0) {
      return true;
    }
    if (!session.toldOfExpiry) {
      session.toldOfExpiry = true;
      session.send(new Event.AuthExpired(left));
    }
    return false;
  }
}
