package dev.parley.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The pure parts, each alone, by JMH: time and allocation of one operation. */
final class Micro {
  private Micro() {}

  static void run(BenchOptions options) {
    try {
      new Runner(
              new OptionsBuilder()
                  .include("^dev\\.parley\\..*Benchmark\\.")
                  .addProfiler(GCProfiler.class)
                  .forks(1)
                  .warmupIterations(options.runs())
                  .warmupTime(TimeValue.seconds(1))
                  .measurementIterations(options.runs())
                  .measurementTime(TimeValue.seconds(1))
                  .build())
          .run();
    } catch (RunnerException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
