package dev.parley.console;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.concurrent.TimeUnit;

/**
 * Estimates a quantile from the buckets of a histogram, as Prometheus' {@code histogram_quantile}
 * does: within a bucket, values are held to be spread evenly; past the last, its bound is the
 * answer. Pure.
 */
final class Quantile {
  private Quantile() {}

  /**
   * In milliseconds; not a number where nothing was recorded in between.
   *
   * @param before cumulative counts at the first moment; empty where there were none
   * @param after those at the second
   * @param total recorded in between, those past the last bucket included
   */
  static double ofMs(CountAtBucket[] before, CountAtBucket[] after, double total, double quantile) {
    if (total <= 0 || after.length == 0) {
      return Double.NaN;
    }
    double wanted = total * quantile;
    double below = 0;
    double lower = 0;
    for (int i = 0; i < after.length; i++) {
      double counted = after[i].count() - (before.length == after.length ? before[i].count() : 0);
      double upper = after[i].bucket(TimeUnit.MILLISECONDS);
      if (Double.isInfinite(upper)) {
        return lower;
      }
      if (counted >= wanted) {
        return lower + (upper - lower) * (wanted - below) / (counted - below);
      }
      below = counted;
      lower = upper;
    }
    return lower;
  }
}
