package dev.parley.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One run of a workload against one server: connects, warms up, measures, leaves. One thread does
 * it all, and looks at its sockets every now and then instead of sleeping in the selector, so that
 * no send of the server has to wake anybody up.
 */
final class Load implements AutoCloseable {
  private static final int CONTENT_CHARS = 56;
  private static final int GREETED_AT_A_TIME = 64;
  private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(2);
  private static final Duration SETTLE = Duration.ofMillis(300);
  private static final Duration PACED_BEFORE_MEASURING = Duration.ofSeconds(2);
  private static final Duration ARRIVED_WITHIN = Duration.ofSeconds(5);
  private static final long GREETING_LOOK_NANOS = 500_000;
  private static final long NANOS_PER_MEMBER = 500;
  private static final long LEAST_LOOK_NANOS = 50_000;
  private static final long MOST_LOOK_NANOS = 500_000;

  private final Workload workload;
  private final Variant variant;
  private final Crowd crowd;
  private final Scratch scratch = new Scratch();
  private final Selector selector = Selector.open();
  private final List<Member> members = new ArrayList<>();
  private final List<Member> publishers = new ArrayList<>();
  private long busyNanos;

  Load(Workload workload, Variant variant) throws IOException {
    this.workload = workload;
    this.variant = variant;
    this.crowd = new Crowd(variant.server().dialect(), workload.untilAck());
  }

  /** Runs it all; {@code number} keeps the rooms of one run apart from those of the others. */
  Figures run(int number, Duration warm, Duration measured) throws IOException {
    connect(number);
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
    busyNanos = 0;
    long began = System.nanoTime();
    crowd.measure(true);
    turnFor(measured, workload.isPaced() ? pace : this::fill);
    crowd.measure(false);
    double seconds = (System.nanoTime() - began) / 1e9;
    double busy = busyNanos / 1e9 / seconds;
    Duration cpu = variant.server().cpu().minus(cpuBefore);
    long count = crowd.count() - countBefore;
    awaitArrival();
    return new Figures(count, seconds, cpu, busy, crowd.latency(), crowd.trouble());
  }

  private void connect(int number) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), variant.server().port());
    long deadline = System.nanoTime() + CONNECTED_WITHIN.toNanos();
    LoadRoom room = null;
    while (crowd.present() < workload.connections()) {
      while (members.size() < workload.connections()
          && members.size() - crowd.present() < GREETED_AT_A_TIME) {
        int user = members.size();
        boolean first = user % workload.members() == 0;
        if (room == null || first) {
          room =
              new LoadRoom(
                  variant.roomPrefix() + number + "-" + user / workload.members(),
                  workload.members());
        }
        Member member =
            new Member(
                crowd,
                room,
                first,
                variant.server().dialect().path(user, variant.batch()),
                selector,
                server,
                scratch);
        members.add(member);
        if (first) {
          publishers.add(member);
        }
      }
      turn(GREETING_LOOK_NANOS);
      if (!crowd.trouble().isEmpty() || System.nanoTime() > deadline) {
        throw new IOException(
            "%d of %d connections entered their rooms; %s"
                .formatted(crowd.present(), workload.connections(), crowd.trouble()));
      }
    }
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
      turn(LEAST_LOOK_NANOS);
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
      turn(workload.isPaced() ? 0 : lookNanos());
    }
  }

  private long lookNanos() {
    return Math.max(
        LEAST_LOOK_NANOS, Math.min(MOST_LOOK_NANOS, NANOS_PER_MEMBER * workload.connections()));
  }

  /** Reads all that has come; where nothing has, looks again after a while. */
  private void turn(long lookAgainNanos) throws IOException {
    long began = System.nanoTime();
    int ready = selector.selectNow(this::ready);
    if (ready > 0) {
      busyNanos += System.nanoTime() - began;
    }
    if (lookAgainNanos > 0) {
      LockSupport.parkNanos(lookAgainNanos);
    }
  }

  private void ready(SelectionKey key) {
    crowd.reading();
    ((WebSocketLink) key.attachment()).ready();
  }

  @Override
  public void close() throws IOException {
    members.forEach(Member::close);
    selector.close();
  }
}
