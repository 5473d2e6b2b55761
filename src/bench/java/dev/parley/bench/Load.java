package dev.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One run of a workload in which people speak, against one server: connects, warms up, measures,
 * leaves. One thread.
 */
final class Load implements AutoCloseable {
  private static final int CONTENT_CHARS = 56;
  private static final Duration SETTLE = Duration.ofMillis(300);
  private static final Duration PACED_BEFORE_MEASURING = Duration.ofSeconds(2);
  private static final Duration ARRIVED_WITHIN = Duration.ofSeconds(5);
  private static final long NANOS_PER_MEMBER = 500;
  private static final long LEAST_LOOK_NANOS = 50_000;
  private static final long MOST_LOOK_NANOS = 500_000;

  private final Workload workload;
  private final Variant variant;
  private final Crowd crowd;
  private final Connections connections;
  private final List<Member> publishers;

  /** {@code number} keeps the rooms of one run apart from those of the others. */
  Load(Workload workload, Variant variant, int number) throws IOException {
    this.workload = workload;
    this.variant = variant;
    this.crowd = new Crowd(variant.server().dialect(), workload.untilAck());
    this.connections = new Connections(workload, variant, crowd, number);
    this.publishers = connections.publishers();
  }

  /** Runs it all. */
  Figures run(Duration warm, Duration measured) throws IOException {
    connections.open(workload.connections());
    turnFor(SETTLE, () -> {});
    turnFor(warm, this::fill);
    Pace pace = new Pace();
    if (workload.isPaced()) {
      awaitArrival();
      pace.start();
      turnFor(PACED_BEFORE_MEASURING, pace);
    }
    Duration cpuBefore = variant.server().cpu();
    long countBefore = crowd.count();
    long busyBefore = connections.busyNanos();
    long began = System.nanoTime();
    crowd.measure(true);
    turnFor(measured, workload.isPaced() ? pace : this::fill);
    crowd.measure(false);
    double seconds = (System.nanoTime() - began) / 1e9;
    double busy = (connections.busyNanos() - busyBefore) / 1e9 / seconds;
    Duration cpu = variant.server().cpu().minus(cpuBefore);
    long count = crowd.count() - countBefore;
    awaitArrival();
    return new Figures(count, seconds, cpu, busy, crowd.latency(), crowd.trouble());
  }

  /** A closed loop: as many messages under way as the workload says. */
  private void fill() {
    for (Member publisher : publishers) {
      while (publisher.room().underWay(workload.untilAck()) < workload.outstanding()) {
        publisher.publish(crowd.now(), CONTENT_CHARS);
      }
    }
  }

  /** Messages at their times, whatever the server does: a stall is not hidden. */
  private final class Pace implements Runnable {
    private final long stepNanos =
        workload.isPaced()
            ? TimeUnit.SECONDS.toNanos(workload.members()) / workload.deliveriesPerSecond()
            : 0;
    private long due;
    private int next;

    void start() {
      due = crowd.now();
    }

    @Override
    public void run() {
      while (due <= crowd.now()) {
        publishers.get(next).publish(due, CONTENT_CHARS);
        next = (next + 1) % publishers.size();
        due += stepNanos;
      }
    }
  }

  private void awaitArrival() throws IOException {
    BooleanSupplier missing =
        () -> publishers.stream().anyMatch(publisher -> publisher.room().missing() > 0);
    long deadline = System.nanoTime() + ARRIVED_WITHIN.toNanos();
    while (missing.getAsBoolean() && System.nanoTime() < deadline) {
      connections.turn(LEAST_LOOK_NANOS);
    }
    long lost = publishers.stream().mapToLong(publisher -> publisher.room().missing()).sum();
    if (lost != 0) {
      crowd.trouble(lost + " deliveries are missing");
    }
  }

  private void turnFor(Duration duration, Runnable between) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      between.run();
      connections.turn(workload.isPaced() ? 0 : lookNanos());
    }
  }

  private long lookNanos() {
    return Math.max(
        LEAST_LOOK_NANOS, Math.min(MOST_LOOK_NANOS, NANOS_PER_MEMBER * workload.connections()));
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
