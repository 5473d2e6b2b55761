package dev.parley.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The connections of one run, each in its room. One thread does it all, and looks at its sockets
 * every now and then instead of sleeping in the selector, so that no send of the server has to wake
 * anybody up.
 */
final class Connections implements AutoCloseable {
  private static final int GREETED_AT_A_TIME = 64;
  private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(2);
  private static final long GREETING_LOOK_NANOS = 500_000;

  private final Workload workload;
  private final Variant variant;
  private final Crowd crowd;
  private final String prefix;
  private final Scratch scratch = new Scratch();
  private final Selector selector = Selector.open();
  private final List<Member> members = new ArrayList<>();
  private final List<Member> publishers = new ArrayList<>();
  private LoadRoom room = new LoadRoom("", 0); // the last one that was made
  private long busyNanos;

  /** {@code number} keeps the rooms of one run apart from those of the others. */
  Connections(Workload workload, Variant variant, Crowd crowd, int number) throws IOException {
    this.workload = workload;
    this.variant = variant;
    this.crowd = crowd;
    this.prefix = variant.roomPrefix() + number + "-";
  }

  /** Connects and enters, until there are so many. */
  void open(int count) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), variant.server().port());
    long deadline = System.nanoTime() + CONNECTED_WITHIN.toNanos();
    while (crowd.present() < count) {
      while (members.size() < count && members.size() - crowd.present() < GREETED_AT_A_TIME) {
        add(server);
      }
      turn(GREETING_LOOK_NANOS);
      if (!crowd.trouble().isEmpty() || System.nanoTime() > deadline) {
        throw new IOException(
            "%d of %d connections entered their rooms; %s"
                .formatted(crowd.present(), count, crowd.trouble()));
      }
    }
  }

  private void add(InetSocketAddress server) throws IOException {
    int user = members.size();
    boolean first = user % workload.members() == 0;
    if (first) {
      room = new LoadRoom(prefix + user / workload.members(), workload.members());
    }
    String path = variant.server().dialect().path(user, variant.batch());
    Member member = new Member(crowd, room, first, path, selector, server, scratch);
    members.add(member);
    if (first) {
      publishers.add(member);
    }
  }

  /** The first of each room. */
  List<Member> publishers() {
    return publishers;
  }

  /** Reads all that has come; where nothing has, looks again after a while. */
  void turn(long lookAgainNanos) throws IOException {
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

  /** For how long there was something to read, in all. */
  long busyNanos() {
    return busyNanos;
  }

  /** All leave at once, and say that they do not come back. */
  void leave() {
    members.forEach(Member::close);
    members.clear();
  }

  @Override
  public void close() throws IOException {
    leave();
    selector.close();
  }
}
