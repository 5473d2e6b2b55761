package dev.parley.moderation;

import java.time.Duration;

/**
 * How much users may report.
 *
 * @param open reports of a tenant that are neither removed nor retained; past it a further one is
 *     refused as {@code limit-reached} (1 to 1,000,000)
 * @param openPerUser those that one user has made; past it likewise (1 to 10,000)
 * @param keepDecided for how long a report is kept after the last decision, and with it the copy of
 *     what was said (1 h to 10 years); then it is deleted
 */
public record ReportLimits(int open, int openPerUser, Duration keepDecided) {
  public ReportLimits {
    ModerationLimits.require("open", open, 1_000_000, "reports");
    ModerationLimits.require("open-per-user", openPerUser, 10_000, "reports");
    if (keepDecided.compareTo(Duration.ofHours(1)) < 0
        || keepDecided.compareTo(Duration.ofDays(3_650)) > 0) {
      throw new IllegalArgumentException(
          "keep-decided must be 1h to 3650d, was " + keepDecided.toSeconds() + " s");
    }
  }
}
