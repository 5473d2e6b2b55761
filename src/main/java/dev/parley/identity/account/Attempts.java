package dev.parley.identity.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often each address may still fail to sign in: a token bucket each (Bucket4j), forgotten once
 * it is full again; and from which somebody has signed in in the last thirty days, as far as this
 * process knows. Safe for use by any thread; does not block.
 */
public final class Attempts {
  private static final long MOST_ADDRESSES = 100_000;
  private static final Duration KNOWN_FOR = Duration.ofDays(30);

  private final SignInLimits limits;
  private final Cache<String, Bucket> buckets;
  private final Cache<String, Boolean> known;

  public Attempts(SignInLimits limits) {
    this.limits = limits;
    Duration fullAfter = limits.attemptEvery().multipliedBy(limits.attempts() + 1L);
    this.buckets =
        Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterAccess(fullAfter).build();
    this.known =
        Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterWrite(KNOWN_FOR).build();
  }

  /** 0 when one more may be made; otherwise after how many milliseconds. */
  public long take(String address) {
    ConsumptionProbe probe = bucket(address).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
  }

  /** It did not fail. */
  public void giveBack(String address) {
    bucket(address).addTokens(1);
  }

  /** Somebody has signed in from there. */
  public void succeeded(String address) {
    known.put(address, true);
  }

  /** Whether nobody has signed in from there of late. */
  public boolean isStranger(String address) {
    return known.getIfPresent(address) == null;
  }

  private Bucket bucket(String address) {
    return buckets.get(address, any -> full());
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(limits.attempts()).refillIntervally(1, limits.attemptEvery()))
        .build();
  }
}
