package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.Settings;
import dev.parley.history.Entry;
import dev.parley.history.memory.EphemeralLog;
import dev.parley.identity.Identity;
import dev.parley.protocol.Command;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.session.TestClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many threads come, speak and vanish: nobody misses anything, and nothing is left behind. */
class RoomsConcurrencyTest {
  private static final int THREADS = 6;
  private static final int VISITS = 300;

  private final Settings all = TestRooms.crowd("parley.room.inline-members", "4");
  private final EphemeralLog log = new EphemeralLog(all.history(), Clock.systemUTC(), Thread::new);
  private final TestRooms made = TestRooms.threaded(log, all);
  private final Rooms rooms = made.rooms;
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();

  /** A client in a room, and the position it entered at. */
  private record Visit(TestClient client, AtomicLong position) {
    /** The sequences of the messages that came. */
    List<Long> heard() {
      return client.transport().sent().stream()
          .filter(frame -> frame.startsWith("message "))
          .map(frame -> Long.valueOf(frame.split(" ")[1]))
          .toList();
    }

    boolean isWithoutGap() {
      long next = position.get() + 1;
      for (long seq : heard()) {
        if (seq != next) {
          return false;
        }
        next++;
      }
      return true;
    }
  }

  @Test
  void nobodyMissesAnythingAndNothingIsLeftBehind() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(thread);
        boolean sweeps = thread == 0; // which one thread does
        running.add(pool.submit(() -> visit(random, pool, sweeps)));
      }
      for (Future<?> done : running) {
        done.get();
      }
      settle();
    } finally {
      pool.shutdownNow();
      rooms.stop();
    }

    assertThat(visits).hasSize(THREADS * VISITS);
    assertThat(visits).allMatch(Visit::isWithoutGap);
    assertThat(visits.stream().mapToInt(visit -> visit.heard().size()).sum()).isPositive();
    assertThat(rooms.isEmpty()).isTrue();
    assertThat(made.sessions.count()).isZero();
  }

  private void settle() {
    Awaitility.await()
        .until(
            () -> {
              rooms.sweep(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
              rooms.tellCounts();
              return rooms.isEmpty();
            });
  }

  private void visit(Random random, ExecutorService pool, boolean sweeps) {
    for (int i = 0; i < VISITS; i++) {
      TestClient client = made.client("u" + random.nextInt(5));
      Visit visit = new Visit(client, new AtomicLong());
      visits.add(visit);
      RoomName room = new RoomName("room" + random.nextInt(3));
      boolean vanishesMeanwhile = random.nextInt(4) == 0;
      if (vanishesMeanwhile) {
        pool.execute(client::vanish);
      }
      join(client, new RoomName("hall"), new AtomicLong());
      rooms.leave(client.session(), new RoomName("hall"));
      join(client, room, visit.position());
      say(client.session().user(), room, random.nextInt(4));
      if (random.nextBoolean()) {
        rooms.startTyping(client.session(), room);
      }
      if (random.nextBoolean()) {
        rooms.leave(client.session(), room);
      }
      if (!vanishesMeanwhile) {
        client.vanish();
      }
      if (sweeps && i % 5 == 0) {
        rooms.sweep(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
      }
    }
  }

  private void join(TestClient client, RoomName room, AtomicLong position) {
    rooms.join(
        client.session(),
        new Command.Join(room, null, null),
        outcome -> {
          if (outcome instanceof Outcome.Done<Entered> done) {
            position.set(done.value().position().seq());
          }
        });
  }

  private void say(Identity user, RoomName room, int times) {
    for (int i = 0; i < times; i++) {
      log.write(new Entry.Post(room, user.id(), user.name(), "hello", null), outcome -> {});
    }
  }
}
