package dev.parley.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long and how much of a room is kept: messages older than {@code maxAge} or beyond the newest
 * {@code maxCount} are removed, oldest first. {@code null}: no bound.
 */
public record Retention(@Nullable Duration maxAge, @Nullable Long maxCount) {
  public static final Retention FOREVER = new Retention(null, null);
}
