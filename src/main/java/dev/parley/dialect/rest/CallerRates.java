package dev.parley.dialect.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.identity.apikey.ApiKey;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast each caller asks: a token bucket for each API key, for each user, and for each user of
 * the console apart from that. A bucket is forgotten when it has been left alone for long enough to
 * be full again. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class CallerRates {
  private static final long MOST_CALLERS = 100_000;

  private RestLimits limits;
  private ConsoleRates console;
  private Cache<Object, Bucket> callers;
  private Cache<Object, Bucket> consoleUsers;

  @Inject
  public CallerRates(RestLimits limits, ConsoleRates console) {
    this.limits = limits;
    this.console = console;
    this.callers = buckets(limits.burst(), limits.requestsPerSecond());
    this.consoleUsers = buckets(console.burst(), console.requestsPerSecond());
  }

  private static Cache<Object, Bucket> buckets(int burst, int perSecond) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_CALLERS)
        .expireAfterAccess(Duration.ofSeconds(burst / perSecond + 1L))
        .build();
  }

  protected CallerRates() {} // for the container's proxy

  /** 0 when the request may pass; otherwise after how many milliseconds it might. */
  long charge(Caller caller) {
    ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
  }

  private Bucket bucket(Caller caller) {
    ApiKey key = caller.key();
    Object who = key == null ? caller.identity().id() : key.id();
    return caller.byConsole()
        ? consoleUsers.get(who, any -> full(console.burst(), console.requestsPerSecond()))
        : callers.get(who, any -> full(limits.burst(), limits.requestsPerSecond()));
  }

  private static Bucket full(int burst, int perSecond) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }
}
