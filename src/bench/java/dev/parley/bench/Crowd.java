package dev.parley.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What all members together have heard: counts, latencies, and what went wrong. One thread. */
final class Crowd {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Dialect dialect;
  private final boolean latencyOfAcks;
  private final long origin = System.nanoTime();
  private final Histogram latency = new Histogram(MOST_NANOS, 3);
  private long readAt;
  private boolean measuring;
  private int entered;
  private long deliveries;
  private long acks;
  private String trouble = "";

  Crowd(Dialect dialect, boolean latencyOfAcks) {
    this.dialect = dialect;
    this.latencyOfAcks = latencyOfAcks;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Nanoseconds since the crowd came together, as the marks count them. */
  long now() {
    return System.nanoTime() - origin;
  }

  /** What is heard from here on was read now. */
  void reading() {
    readAt = now();
  }

  void measure(boolean on) {
    measuring = on;
  }

  void entered() {
    entered++;
  }

  int present() {
    return entered;
  }

  void marked(long mark) {
    if (measuring && !latencyOfAcks) {
      record(mark);
    }
  }

  void acked(long mark) {
    acks++;
    if (measuring && latencyOfAcks) {
      record(mark);
    }
  }

  private void record(long mark) {
    latency.recordValue(Math.min(MOST_NANOS, Math.max(0, readAt - mark)));
  }

  void delivered(int count) {
    deliveries += count;
  }

  /** Deliveries, or acks where these are what is measured. */
  long count() {
    return latencyOfAcks ? acks : deliveries;
  }

  Histogram latency() {
    return latency;
  }

  void outOfOrder() {
    trouble("messages came out of order");
  }

  void refused(String frame) {
    trouble("the server refused: " + frame);
  }

  void ended(String why) {
    trouble("a connection ended: " + why);
  }

  /** Keeps the first thing that went wrong. */
  void trouble(String what) {
    if (trouble.isEmpty()) {
      trouble = what;
    }
  }

  /** Empty when all went well. */
  String trouble() {
    return trouble;
  }
}
