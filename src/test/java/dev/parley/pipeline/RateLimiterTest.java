package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Inbound;
import dev.parley.protocol.RoomName;
import dev.parley.session.RateState;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * With the limits as they come: 20 commands a second, 40 at once, typing a fifth; 10 s of abuse.
 */
class RateLimiterTest {
  private static final Inbound PING = new Inbound.Request(null, new Command.Ping());
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final Inbound TYPING = new Inbound.Request(null, new Command.TypingStart(LOBBY));
  private static final Inbound TYPING_STOP =
      new Inbound.Request(null, new Command.TypingStop(LOBBY));
  private static final Inbound MALFORMED =
      new Inbound.Malformed(null, Detail.of(ErrorCode.MALFORMED, "no JSON"));

  private long shared;
  private final HandMovedClock clock = new HandMovedClock();
  private final RateLimiter limiter =
      new RateLimiter(TestSettings.with().rate(), clock, cost -> shared);

  private static final class HandMovedClock implements TimeMeter {
    private long nanos = 1_000_000_007;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }

    void advance(long ms) {
      nanos += TimeUnit.MILLISECONDS.toNanos(ms);
    }
  }

  private int passing(Inbound frame) {
    int count = 0;
    while (limiter.charge(frame) == 0) {
      count++;
    }
    return count;
  }

  @Test
  void soManyPassAtOnceAndSoManyASecondAfterThem() {
    assertThat(passing(PING)).isEqualTo(40);
    clock.advance(1_000);
    assertThat(passing(PING)).isEqualTo(20);
    clock.advance(60_000);
    assertThat(passing(PING)).isEqualTo(40);
  }

  @Test
  void itsStateSaysWhatIsLeftAndWhatWasRefused() {
    assertThat(limiter.state()).isEqualTo(new RateState(40, 40, 0));
    assertThat(limiter.charge(TYPING)).isZero(); // a fifth of a command
    assertThat(limiter.state()).isEqualTo(new RateState(39, 40, 0));
    passing(PING);
    assertThat(limiter.state()).isEqualTo(new RateState(0, 40, 1));
    clock.advance(500);
    assertThat(limiter.state()).isEqualTo(new RateState(10, 40, 1));
  }

  @Test
  void whatIsSharedWithOthersCountsAsWell() {
    shared = TimeUnit.MILLISECONDS.toNanos(500);
    for (int i = 0; i < 100; i++) {
      assertThat(limiter.charge(PING)).isEqualTo(501);
    }
    shared = 0;
    assertThat(passing(PING)).isEqualTo(40); // what was refused cost the session nothing

    shared = TimeUnit.SECONDS.toNanos(60);
    for (int ms = 0; ms <= 10_200; ms += 200) {
      limiter.charge(PING);
      clock.advance(200);
    }
    assertThat(limiter.isAbused()).isTrue();
  }

  @Test
  void whoWaitsAsLongAsToldPasses() {
    passing(PING);
    clock.advance(13);

    long wait = limiter.charge(PING);

    assertThat(wait).isEqualTo(38);
    clock.advance(wait - 2);
    assertThat(limiter.charge(PING)).isPositive();
    clock.advance(2);
    assertThat(limiter.charge(PING)).isZero();
  }

  @Test
  void typingCostsAFifth() {
    assertThat(passing(TYPING)).isEqualTo(200);
    clock.advance(1_000);
    assertThat(passing(TYPING_STOP)).isEqualTo(100);
    clock.advance(1_000);
    assertThat(passing(PING)).isEqualTo(20);
  }

  @Test
  void whatIsNoCommandCostsAsMuchAsOne() {
    assertThat(passing(MALFORMED)).isEqualTo(40);
  }

  @Test
  void whoGoesOnForTenSecondsIsAbusive() {
    for (int ms = 0; ms < 9_900; ms += 5) {
      limiter.charge(PING);
      clock.advance(5);
    }
    assertThat(limiter.isAbused()).isFalse();

    for (int ms = 0; ms < 2_500; ms += 5) {
      limiter.charge(PING);
      clock.advance(5);
    }
    assertThat(limiter.isAbused()).isTrue();
  }

  @Test
  void whoWaitsAsLongAsToldIsNeverAbusive() {
    for (int ms = 0; ms < 60_000; ) {
      long wait = limiter.charge(PING);
      clock.advance(wait);
      ms += (int) Math.max(1, wait);
      assertThat(limiter.isAbused()).isFalse();
    }
  }

  @Test
  void aBurstThatIsRefusedNowAndThenIsNotAbusive() {
    for (int burst = 0; burst < 20; burst++) {
      for (int i = 0; i < 60; i++) {
        limiter.charge(PING);
      }
      assertThat(limiter.isAbused()).isFalse();
      clock.advance(1_500);
    }
  }

  @Test
  void aPauseBeginsTheCountAnew() {
    for (int round = 0; round < 3; round++) {
      for (int ms = 0; ms < 9_000; ms += 5) {
        limiter.charge(PING);
        clock.advance(5);
      }
      assertThat(limiter.isAbused()).isFalse();
      clock.advance(1_500);
    }
  }
}
