package dev.parley.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Reads the node's meters, and tells what they did since the last reading. Used by one thread. */
final class Meters {
  private static final double MEDIAN = 0.5;
  private static final double SLOW = 0.99;

  private final MeterRegistry registry;
  private long readAt = System.nanoTime();
  private double deliveries;
  private double refusals;
  private CountAtBucket[] acks = {};
  private long ackCount;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  Sample read(Instant now) {
    long nanos = System.nanoTime();
    double seconds = Math.max(1, nanos - readAt) / (double) TimeUnit.SECONDS.toNanos(1);
    readAt = nanos;
    Timer sends = registry.find("parley.commands.answered").tag("type", "chat:send").timer();
    CountAtBucket[] buckets = sends == null ? acks : sends.takeSnapshot().histogramCounts();
    long count = sends == null ? 0 : sends.count();
    double recorded = (double) (count - ackCount);
    double delivered = delivered();
    double refused =
        sum(registry.find("parley.commands.refused").counters())
            + sum(registry.find("parley.handshakes.refused").counters());
    Sample sample =
        new Sample(
            now,
            gauge("parley.sessions"),
            gauge("parley.rooms"),
            recorded / seconds,
            (delivered - deliveries) / seconds,
            (refused - refusals) / seconds,
            Quantile.ofMs(acks, buckets, recorded, MEDIAN),
            Quantile.ofMs(acks, buckets, recorded, SLOW));
    ackCount = count;
    deliveries = delivered;
    refusals = refused;
    acks = buckets;
    return sample;
  }

  private double delivered() {
    FunctionCounter counter = registry.find("parley.deliveries").functionCounter();
    return counter == null ? 0 : counter.count();
  }

  private double gauge(String name) {
    Gauge gauge = registry.find(name).gauge();
    return gauge == null ? 0 : gauge.value();
  }

  private static double sum(Collection<Counter> counters) {
    return counters.stream().mapToDouble(Counter::count).sum();
  }
}
