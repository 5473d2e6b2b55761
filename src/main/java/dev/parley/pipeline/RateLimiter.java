package dev.parley.pipeline;

import dev.parley.protocol.Command;
import dev.parley.protocol.Inbound;
import dev.parley.session.RateState;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * The rate limit of one session: a token bucket (Bucket4j), behind it what the session shares with
 * others ({@link RateBudgets}; what that refuses costs the session nothing), and the notice of a
 * client that does not heed a refusal, which is one that goes on before the time is over that it
 * was told to wait. Called by one thread at a time, but for {@link #state}; does not block.
 */
final class RateLimiter {
  private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

  private final RateLimits limits;
  private final TimeMeter clock;
  private final LongUnaryOperator shared;
  private final Bucket bucket;
  private final AtomicLong refusals = new AtomicLong();
  private boolean refused;
  private long mayPassAt;
  private boolean heedless;
  private long heedlessSince;
  private long heedlessAt;

  /**
   * @param shared charges what a frame costs to what others share: 0, or the nanoseconds to wait
   */
  RateLimiter(RateLimits limits, TimeMeter clock, LongUnaryOperator shared) {
    this.limits = limits;
    this.clock = clock;
    this.shared = shared;
    long share = limits.typingShare();
    this.bucket =
        Bucket.builder()
            .withCustomTimePrecision(clock)
            .addLimit(
                limit ->
                    limit
                        .capacity(limits.burst() * share)
                        .refillGreedy(limits.commandsPerSecond() * share, Duration.ofSeconds(1)))
            .build();
  }

  /** 0 when the frame may pass; otherwise after how many milliseconds it might. */
  long charge(Inbound frame) {
    long cost = cost(frame);
    long wait = charge(cost);
    if (wait == 0) {
      return 0;
    }
    long now = clock.currentTimeNanos();
    if (refused && now - mayPassAt < 0) {
      noteHeedless(now);
    }
    refused = true;
    refusals.incrementAndGet();
    mayPassAt = now + wait;
    return TimeUnit.NANOSECONDS.toMillis(wait) + 1;
  }

  private long charge(long cost) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(cost);
    if (!probe.isConsumed()) {
      return probe.getNanosToWaitForRefill();
    }
    long wait = shared.applyAsLong(cost);
    if (wait > 0) {
      bucket.addTokens(cost);
    }
    return wait;
  }

  private void noteHeedless(long now) {
    if (!heedless || now - heedlessAt > QUIET) {
      heedlessSince = now;
      heedless = true;
    }
    heedlessAt = now;
  }

  /** True when the client has not heeded refusals for too long. */
  boolean isAbused() {
    return heedless && heedlessAt - heedlessSince >= limits.abuseAfter().toNanos();
  }

  /** How it stands now; read by any thread, and no frame waits for that. */
  RateState state() {
    long left = Math.max(0, bucket.getAvailableTokens()) / limits.typingShare();
    return new RateState(left, limits.burst(), refusals.get());
  }

  private long cost(Inbound frame) {
    boolean cheap =
        frame instanceof Inbound.Request request
            && (request.command() instanceof Command.TypingStart
                || request.command() instanceof Command.TypingStop);
    return cheap ? 1 : limits.typingShare();
  }
}
