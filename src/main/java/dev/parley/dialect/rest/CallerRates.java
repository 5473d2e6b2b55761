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
 * How fast each caller asks: a token bucket for each API key, and for each user. A bucket is
 * forgotten when it has been left alone for long enough to be full again. Safe for use by any
 * thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class CallerRates {
  private static final long MOST_CALLERS = 100_000;

  private RestLimits limits;
  private Cache<Object, Bucket> buckets;

  @Inject
  public CallerRates(RestLimits limits) {
    this.limits = limits;
    long fullAfter = limits.burst() / limits.requestsPerSecond() + 1L;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(Duration.ofSeconds(fullAfter))
            .build();
  }

  protected CallerRates() {} // for the container's proxy

  /** 0 when the request may pass; otherwise after how many milliseconds it might. */
  long charge(Caller caller) {
    ApiKey key = caller.key();
    Object who = key == null ? caller.identity().id() : key.id();
    ConsumptionProbe probe = buckets.get(who, any -> full()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(limits.burst())
                    .refillGreedy(limits.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }
}
