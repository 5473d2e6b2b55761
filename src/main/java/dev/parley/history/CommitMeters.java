package dev.parley.history;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What is measured of commits: how many entries each has, and how long it takes by outcome. */
final class CommitMeters {
  private static final Duration[] LATENCIES =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final DistributionSummary entries;
  private final Timer committed;
  private final Timer failed;

  CommitMeters(MeterRegistry meters) {
    entries =
        DistributionSummary.builder("parley.history.commit.entries")
            .description("Entries that share one commit")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
            .register(meters);
    committed = timer(meters, "committed");
    failed = timer(meters, "failed");
  }

  private static Timer timer(MeterRegistry meters, String outcome) {
    return Timer.builder("parley.history.commit")
        .description("From the begin of a transaction to the end of its commit")
        .tag("outcome", outcome)
        .serviceLevelObjectives(LATENCIES)
        .register(meters);
  }

  /** Measures one commit of so many entries. */
  <T> T measure(int count, Supplier<T> commit) {
    long start = System.nanoTime();
    boolean done = false;
    try {
      T outcomes = commit.get();
      done = true;
      return outcomes;
    } finally {
      (done ? committed : failed).record(Duration.ofNanos(System.nanoTime() - start));
      entries.record(count);
    }
  }
}
