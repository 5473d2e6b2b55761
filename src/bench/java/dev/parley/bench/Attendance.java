package dev.parley.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * One run of a workload in which nobody speaks, against one server: what coming, being there and
 * leaving cost. One thread.
 */
final class Attendance implements AutoCloseable {
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** Longer than the grace after which a user has left. */
  private static final Duration LEFT = Duration.ofSeconds(13);

  private static final long LOOK_NANOS = 1_000_000;

  /** Of those who come, so many are there before anything is measured. */
  private static final int BASE_SHARE = 5;

  private final Workload workload;
  private final LoadedServer server;
  private final Crowd crowd;
  private final Connections connections;

  /** {@code number} keeps the rooms of one run apart from those of the others. */
  Attendance(Workload workload, Variant variant, int number) throws IOException {
    this.workload = workload;
    this.server = variant.server();
    this.crowd = new Crowd(server.dialect(), false);
    this.connections = new Connections(workload, variant, crowd, number);
  }

  /** Runs it all. */
  Attended run() throws IOException {
    int base = workload.connections() / BASE_SHARE;
    connections.open(base);
    turnFor(SETTLED);
    double heapBefore = server.liveHeapBytes();
    double residentBefore = server.residentBytes();
    Duration cpuBefore = server.cpu();
    long began = System.nanoTime();
    connections.open(workload.connections());
    double seconds = (System.nanoTime() - began) / 1e9;
    Duration joining = server.cpu().minus(cpuBefore);
    turnFor(SETTLED);
    double heap = server.liveHeapBytes() - heapBefore; // first, as it collects
    double resident = server.residentBytes() - residentBefore;
    Duration cpuThere = server.cpu();
    connections.leave();
    turnFor(LEFT);
    Duration leaving = server.cpu().minus(cpuThere);
    return new Attended(
        workload.connections(),
        workload.connections() - base,
        seconds,
        joining,
        heap,
        resident,
        leaving,
        crowd.trouble());
  }

  private void turnFor(Duration duration) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      connections.turn(LOOK_NANOS);
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
