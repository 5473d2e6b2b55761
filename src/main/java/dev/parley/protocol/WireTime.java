package dev.parley.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Times on the wire: ISO-8601 in UTC, always with three digits of milliseconds, in every dialect.
 */
public final class WireTime {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private WireTime() {}

  public static String format(Instant instant) {
    return MILLISECONDS.format(instant);
  }
}
