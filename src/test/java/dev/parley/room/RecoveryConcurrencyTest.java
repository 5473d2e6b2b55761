package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.Settings;
import dev.parley.history.Caller;
import dev.parley.history.Entry;
import dev.parley.history.StoredLog;
import dev.parley.history.jpa.H2Log;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients come back with their positions, again and again, while others speak, edit, delete, come
 * and leave: over a real log, nobody misses, doubles or misorders anything.
 */
class RecoveryConcurrencyTest {
  private static final int WRITERS = 3;
  private static final int WRITES = 250;
  private static final int READERS = 4;

  private final Settings all =
      TestRooms.crowd(
          "parley.history.replay-messages", "10000",
          "parley.history.page-messages", "1000",
          "parley.room.grace", "0s",
          "parley.room.inline-members", "2");
  private final AtomicInteger writing = new AtomicInteger(WRITERS);
  private final AtomicInteger written = new AtomicInteger();

  @Test
  void whoComesBackFindsItAllOnceAndInOrder(@TempDir Path folder) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS + READERS);
    try (H2Log kept = new H2Log(folder, all.history())) {
      StoredLog log = kept.log();
      TestRooms made = TestRooms.threaded(log, all);
      Rooms rooms = made.rooms;
      log.start();
      try {
        List<RecoveringReader> readers =
            IntStream.range(0, READERS)
                .mapToObj(i -> new RecoveringReader(rooms, made.sessions, "reader" + i))
                .toList();
        for (RecoveringReader reader : readers) {
          reader.join();
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
          RecoveringReader reader = readers.get(i);
          Random random = new Random(i);
          boolean sweeps = i == 0; // which one thread does
          running.add(pool.submit(() -> comeAndGo(reader, random, rooms, sweeps)));
        }
        for (int i = 0; i < WRITERS; i++) {
          Caller caller = new Caller(log, Said.LOBBY, "writer" + i);
          Random random = new Random(100 + i);
          running.add(pool.submit(() -> write(caller, random)));
        }
        for (Future<?> done : running) {
          done.get();
        }
        check(readers, log, rooms);
      } finally {
        rooms.stop();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Void comeAndGo(RecoveringReader reader, Random random, Rooms rooms, boolean sweeps)
      throws Exception {
    while (writing.get() > 0) {
      int until = written.get() + random.nextInt(4);
      while (written.get() < until && writing.get() > 0) {
        Thread.yield();
      }
      reader.leave(random.nextBoolean());
      if (sweeps) {
        rooms.sweep(System.nanoTime());
      }
      reader.join();
    }
    return null;
  }

  private Void write(Caller caller, Random random) {
    try {
      Message last = caller.says("first");
      UserId by = last.senderId();
      for (int i = 0; i < WRITES; i++) {
        MessageId some = new MessageId(last.epoch(), 1 + random.nextInt((int) last.seq()));
        int choice = random.nextInt(10);
        if (choice < 4) {
          last = caller.says("m" + i);
        } else if (choice < 8) {
          Caller.soon(caller.write(new Entry.Edit(Said.LOBBY, by, sender -> true, some, "e" + i)));
        } else {
          Caller.soon(caller.write(new Entry.Delete(Said.LOBBY, by, sender -> true, some)));
        }
        written.incrementAndGet();
      }
    } finally {
      writing.decrementAndGet();
    }
    return null;
  }

  private static void check(List<RecoveringReader> readers, StoredLog log, Rooms rooms) {
    var head = Caller.soon(log.open(Said.LOBBY));
    List<Message> said = Caller.soon(log.after(Said.LOBBY, 0, 10_000)).messages();
    assertThat(said).hasSize((int) head.seq());
    rooms.sweep(System.nanoTime());
    for (RecoveringReader reader : readers) {
      await()
          .untilAsserted(
              () -> {
                reader.takeIn();
                assertThat(reader.faults()).isEmpty();
                assertThat(reader.position()).isEqualTo(head.position());
                assertThat(reader.members()).isEqualTo(READERS);
              });
      assertThat(reader.recovered()).isPositive();
      assertThat(reader.messages())
          .hasSameSizeAs(said)
          .containsValues(said.toArray(Message[]::new));
      assertThat(rooms.members(reader.session(), Said.LOBBY, null, null))
          .isInstanceOfSatisfying(
              Outcome.Done.class,
              done -> assertThat(((OccupantPage) done.value()).count()).isEqualTo(READERS));
    }
  }
}
