package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever fails around it, the gateway keeps its promises. */
class LedgerIT {
  @Test
  @Timeout(value = 24, unit = TimeUnit.HOURS) // long runs; every step has a deadline of its own
  void everyPromiseIsKeptThroughFaults() throws InterruptedException {
    LedgerSettings settings = LedgerSettings.fromProperties();
    System.out.println("ledger: " + settings);
    try (Site site = Site.open(settings.database())) {
      LedgerRun run = new LedgerRun(settings, site);
      Verdict verdict;
      try {
        verdict = Verdict.of(run.run());
      } finally {
        System.out.println(run.figures());
      }
      assertThat(verdict.broken()).as("seed %d", settings.seed()).isEmpty();
      assertThat(run.recovered()).as("joins that brought what was missed").isPositive();
    }
  }
}
