package dev.parley.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one run showed.
 *
 * @param count deliveries, or acks, in the measured time
 * @param serverCpu the processor time that the server's process took for them
 * @param generatorBusy the share of the time in which the generator had something to read; near 1
 *     in a closed loop, it was the bottleneck
 * @param trouble the first thing that went wrong; empty when nothing did
 */
record Figures(
    long count,
    double seconds,
    Duration serverCpu,
    double generatorBusy,
    Histogram latency,
    String trouble) {
  double perSecond() {
    return count / seconds;
  }

  double percentileMillis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }

  double serverCpuMicros() {
    return serverCpu.toNanos() / 1e3 / Math.max(1, count);
  }
}
