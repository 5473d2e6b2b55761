package dev.parley.pipeline;

import dev.parley.protocol.Command;
import dev.parley.protocol.Inbound;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The rate limit of one session: a token bucket (Bucket4j), and the notice of a client that does
 * not heed it, which is one that goes on before the time is over that it was told to wait. Called
 * by one thread at a time; does not block.
 */
final class RateLimiter {
  private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

  private final RateLimits limits;
  private final TimeMeter clock;
  private final Bucket bucket;
  private boolean refused;
  private long mayPassAt;
  private boolean heedless;
  private long heedlessSince;
  private long heedlessAt;

  RateLimiter(RateLimits limits, TimeMeter clock) {
    this.limits = limits;
    this.clock = clock;
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
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(cost(frame));
    if (probe.isConsumed()) {
      return 0;
    }
    long now = clock.currentTimeNanos();
    if (refused && now - mayPassAt < 0) {
      noteHeedless(now);
    }
    refused = true;
    mayPassAt = now + probe.getNanosToWaitForRefill();
    return TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
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

  private long cost(Inbound frame) {
    boolean cheap =
        frame instanceof Inbound.Request request
            && (request.command() instanceof Command.TypingStart
                || request.command() instanceof Command.TypingStop);
    return cheap ? 1 : limits.typingShare();
  }
}
