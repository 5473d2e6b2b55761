package dev.parley.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long and how much of a room is kept: messages older than {@code maxAge} or beyond the newest
 * {@code maxCount} are removed, oldest first. {@code null}: no bound.
 */
public record Retention(@Nullable Duration maxAge, @Nullable Long maxCount) {
  public static final Retention FOREVER = new Retention(null, null);

  public Retention {
    if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
      throw new IllegalArgumentException("max-age must be above 0, was " + maxAge);
    }
    if (maxCount != null && maxCount < 0) {
      throw new IllegalArgumentException("max-count must be 0 or more, was " + maxCount);
    }
  }

  /** Of each bound the stricter one of the two. */
  public Retention strictest(Retention other) {
    Duration otherAge = other.maxAge;
    Long otherCount = other.maxCount;
    Duration age =
        maxAge == null || (otherAge != null && otherAge.compareTo(maxAge) < 0) ? otherAge : maxAge;
    Long count =
        maxCount == null || (otherCount != null && otherCount < maxCount) ? otherCount : maxCount;
    return new Retention(age, count);
  }

  /** True where a message of that time and place is not kept at {@code now}. */
  public boolean drops(long seq, Instant timestamp, long lastSeq, Instant now) {
    boolean tooMany = maxCount != null && seq <= lastSeq - maxCount;
    boolean tooOld = maxAge != null && timestamp.isBefore(now.minus(maxAge));
    return tooMany || tooOld;
  }
}
