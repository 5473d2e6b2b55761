package dev.parley.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.identity.Identity;
import dev.parley.session.Session;
import dev.parley.session.SessionLimits;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * How fast all sessions of a user, and all that come from an address, may be together, so that
 * neither more sessions nor new ones let anybody be faster: a token bucket (Bucket4j) for each.
 * What one of them refuses costs the other nothing. A bucket is forgotten when it has been left
 * alone for long enough to be full again, or when there are more than {@code rate.remembered}. Safe
 * for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RateBudgets {
  private static final long MOST_A_SECOND = 1_000_000_000; // Bucket4j's, a token a nanosecond

  private RateLimits limits;
  private SessionLimits sessionLimits;
  private TimeMeter clock;
  private Cache<Object, Bucket> users;
  private Cache<Object, Bucket> addresses;
  private Counter refusedByUser;
  private Counter refusedByAddress;

  @Inject
  public RateBudgets(RateLimits limits, SessionLimits sessionLimits, MeterRegistry meters) {
    this(limits, sessionLimits, meters, TimeMeter.SYSTEM_NANOTIME);
  }

  RateBudgets(
      RateLimits limits, SessionLimits sessionLimits, MeterRegistry meters, TimeMeter clock) {
    this.limits = limits;
    this.sessionLimits = sessionLimits;
    this.clock = clock;
    this.users = buckets();
    this.addresses = buckets();
    this.refusedByUser = counter(meters, "user");
    this.refusedByAddress = counter(meters, "address");
  }

  protected RateBudgets() {} // for the container's proxy

  private static Counter counter(MeterRegistry meters, String by) {
    return Counter.builder("parley.rate.shared.refused")
        .description("commands and handshakes past what a user or an address may send in all")
        .tag("by", by)
        .register(meters);
  }

  private Cache<Object, Bucket> buckets() {
    long fullAfter = limits.burst() / limits.commandsPerSecond() + 1L;
    return Caffeine.newBuilder()
        .ticker(clock::currentTimeNanos)
        .executor(Runnable::run)
        .maximumSize(limits.remembered())
        .expireAfterAccess(Duration.ofSeconds(fullAfter))
        .build();
  }

  /** 0 when an attempt to connect may go on; otherwise after how many milliseconds it might. */
  public long admit(String address) {
    long wait = byAddress(sessionLimits.network(address), limits.typingShare());
    return wait == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(wait) + 1;
  }

  /** For one session: 0 when what costs so much may pass; otherwise after how many nanoseconds. */
  LongUnaryOperator of(Session session) {
    Object address = sessionLimits.network(session.address());
    return cost -> charge(session, address, cost);
  }

  /** What the address refuses is given back to the user. */
  private long charge(Session session, Object address, long cost) {
    Identity user = session.identity();
    if (user == null || limits.userSessions() == 0) {
      return byAddress(address, cost);
    }
    Bucket own = bucket(users, user.id(), limits.userSessions());
    long wait = charge(own, cost, refusedByUser);
    if (wait > 0) {
      return wait;
    }
    wait = byAddress(address, cost);
    if (wait > 0) {
      own.addTokens(cost);
    }
    return wait;
  }

  private long byAddress(Object address, long cost) {
    return limits.addressSessions() == 0
        ? 0
        : charge(bucket(addresses, address, limits.addressSessions()), cost, refusedByAddress);
  }

  private Bucket bucket(Cache<Object, Bucket> of, Object key, int sessions) {
    return of.get(key, any -> full((long) sessions * limits.typingShare()));
  }

  private static long charge(Bucket bucket, long cost, Counter refused) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(cost);
    if (probe.isConsumed()) {
      return 0;
    }
    refused.increment();
    return probe.getNanosToWaitForRefill();
  }

  private Bucket full(long share) {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(
            limit ->
                limit
                    .capacity(limits.burst() * share)
                    .refillGreedy(
                        Math.min(limits.commandsPerSecond() * share, MOST_A_SECOND),
                        Duration.ofSeconds(1)))
        .build();
  }
}
