package dev.parley.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved. Belongs to one thread. */
public final class MovedClock extends Clock {
  private Instant now;

  /** At the beginning of 2030. */
  public MovedClock() {
    this(Instant.parse("2030-01-01T00:00:00Z"));
  }

  public MovedClock(Instant now) {
    this.now = now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Seconds since the epoch, some time from now: what exp and nbf of a token hold. */
  public long in(Duration time) {
    return now.plus(time).getEpochSecond();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
