package dev.parley.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest samples of one a second, for an hour. Safe for use by any thread: each method is one
 * short step under a lock.
 */
final class Ring {
  static final int SECONDS = 3_600;

  private final Sample[] samples = new Sample[SECONDS];
  private int next;
  private int count;

  synchronized void add(Sample sample) {
    samples[next] = sample;
    next = (next + 1) % SECONDS;
    count = Math.min(count + 1, SECONDS);
  }

  /** Those after a moment, or all, in the order of time. */
  synchronized List<Sample> after(@Nullable Instant moment) {
    List<Sample> found = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      Sample sample = samples[Math.floorMod(next - i, SECONDS)];
      if (moment == null || sample.at().isAfter(moment)) {
        found.add(sample);
      }
    }
    return found;
  }

  /**
   * Samples after a moment, so many seconds of them as one: sessions and rooms at their highest,
   * rates as they were on average, latencies at their worst. A span that is not over is left out.
   */
  List<Sample> after(@Nullable Instant moment, int seconds) {
    List<Sample> spans = new ArrayList<>();
    List<Sample> span = new ArrayList<>(seconds);
    for (Sample sample : after(moment)) {
      span.add(sample);
      if (sample.at().getEpochSecond() % seconds == 0) {
        spans.add(joined(span));
        span.clear();
      }
    }
    return spans;
  }

  private static Sample joined(List<Sample> span) {
    return new Sample(
        span.get(span.size() - 1).at(),
        highest(span, Sample::sessions),
        highest(span, Sample::rooms),
        average(span, Sample::messages),
        average(span, Sample::deliveries),
        average(span, Sample::refusals),
        highest(span, Sample::ackMedianMs),
        highest(span, Sample::ackSlowMs));
  }

  private static double highest(List<Sample> span, ToDoubleFunction<Sample> value) {
    return span.stream()
        .mapToDouble(value)
        .filter(each -> !Double.isNaN(each))
        .max()
        .orElse(Double.NaN);
  }

  private static double average(List<Sample> span, ToDoubleFunction<Sample> value) {
    return span.stream().mapToDouble(value).average().orElse(0);
  }
}
