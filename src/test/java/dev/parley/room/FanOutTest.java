package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outbound;
import dev.parley.room.FanOut.Item;
import dev.parley.session.Codec;
import dev.parley.session.FakeTransport;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private final Sessions sessions =
      new Sessions(
          TestSettings.with(
                  "parley.session.queue-bytes", "64MiB", "parley.session.per-address", "1000")
              .session(),
          new SimpleMeterRegistry());
  private final QueuedDrains executor = new QueuedDrains();
  private final FanOut fanOut = fanOut(executor, 0);
  private final TestClient ann = client("ann");
  private final TestClient bob = client("bob");

  private static FanOut fanOut(Drains drains, int inlineMembers, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("parley.room.inline-members", String.valueOf(inlineMembers)));
    return new FanOut(drains, TestSettings.with(all.toArray(String[]::new)).room());
  }

  private TestClient client(String user) {
    TestClient client = TestClient.of(sessions, user);
    client.session().batching(true);
    return client;
  }

  private Seat add(TestClient client) {
    return add(fanOut, client.session());
  }

  private static Seat add(FanOut to, Session session) {
    Seat seat = new Seat(session);
    seat.release();
    to.add(seat);
    return seat;
  }

  private static Item forAll(String text) {
    return new Item(Said.event(text), null, null);
  }

  @Test
  void theExecutorDeliversInBigRooms() {
    add(ann);
    add(bob);

    publish("a");
    assertThat(ann.received()).isEmpty();
    executor.runAll();

    assertThat(ann.received()).containsExactly("a");
    assertThat(bob.received()).containsExactly("a");
  }

  @Test
  void whoPublishesDeliversInAQuietSmallRoom() {
    FanOut small = fanOut(executor, 2);
    add(small, ann.session());
    add(small, bob.session());

    publish(small, "a");

    assertThat(executor.waiting()).isZero();
    assertThat(ann.received()).containsExactly("a");
    assertThat(bob.received()).containsExactly("a");
  }

  @Test
  void theExecutorDeliversPastTheSizeOfASmallRoom() {
    FanOut small = fanOut(executor, 1);
    add(small, ann.session());
    add(small, bob.session());

    publish(small, "a");

    assertThat(executor.waiting()).isEqualTo(1);
  }

  @Test
  void whatWaitsLeavesTogether() {
    add(ann);

    publish("a", "b");
    publish("c");
    executor.runAll();

    assertThat(ann.received()).containsExactly("a|b|c");
  }

  @Test
  void aSeatAddedMeanwhileGetsWhatComesAfterIt() {
    add(ann);
    fanOut.enqueue(List.of(forAll("a"), forAll("b")));
    add(bob);
    publish("c", "d");

    executor.runAll();

    assertThat(ann.received()).containsExactly("a|b|c|d");
    assertThat(bob.received()).containsExactly("c|d");
  }

  @Test
  void aSeatAddedAfterAllGetsNothingOfIt() {
    add(ann);
    publish("a");
    executor.runAll();
    fanOut.enqueue(List.of(forAll("b")));
    add(bob);
    fanOut.flush();
    executor.runAll();
    publish("c");
    executor.runAll();

    assertThat(ann.received()).containsExactly("a", "b", "c");
    assertThat(bob.received()).containsExactly("c");
  }

  @Test
  void aSeatThatIsRemovedGetsNothingMore() {
    Seat seat = add(ann);
    add(bob);
    fanOut.enqueue(List.of(forAll("a")));
    fanOut.remove(seat);
    fanOut.flush();

    executor.runAll();

    assertThat(ann.received()).isEmpty();
    assertThat(bob.received()).containsExactly("a");
    assertThat(fanOut.sessions()).containsExactly(bob.session());
  }

  @Test
  void leavesOutAUserWithAllSessionsOrOneSession() {
    TestClient annsOther = client("ann");
    add(ann);
    add(annsOther);
    add(bob);

    fanOut.enqueue(
        List.of(
            forAll("a"),
            new Item(Said.event("not ann"), ann.session().user().id(), null),
            forAll("b"),
            new Item(Said.event("not here"), null, ann.session()),
            forAll("c")));
    fanOut.flush();
    executor.runAll();

    assertThat(ann.received()).containsExactly("a", "b", "c");
    assertThat(annsOther.received()).containsExactly("a", "b", "not here", "c");
    assertThat(bob.received()).containsExactly("a", "not ann", "b", "not here", "c");
  }

  @Test
  void keepsNothingWhileNobodyIsThere() {
    fanOut.enqueue(List.of(forAll("a")));
    add(ann);
    fanOut.flush();
    executor.runAll();
    publish("b");
    executor.runAll();

    assertThat(ann.received()).containsExactly("b");
  }

  @Test
  void encodesOnceForAll() {
    AtomicInteger encoded = new AtomicInteger();
    Codec counting =
        new Codec() {
          @Override
          public String encode(Outbound message) {
            encoded.incrementAndGet();
            return "frame";
          }

          @Override
          public String batch(List<String> frames) {
            encoded.addAndGet(100);
            return "batch";
          }
        };
    for (int i = 0; i < 50; i++) {
      Session session = sessions.open("192.0.2.1", new FakeTransport(), counting);
      sessions.identify(session, TestClient.identity("u" + i), () -> {}, () -> {});
      session.batching(true);
      add(fanOut, session);
    }

    publish("a", "b");
    executor.runAll();

    assertThat(encoded).hasValue(2 + 100);
  }

  @Test
  void whatIsPublishedOnceItsThreadsAreStoppedIsDropped() {
    add(ann);
    executor.stop();

    publish("a");
    publish("b");

    assertThat(ann.received()).isEmpty();
  }

  @Test
  void theNextDrainWaitsUntilTheLastHasLeft() {
    ann.transport().hold();
    add(ann);
    publish("a");
    executor.runNow();

    publish("b");
    publish("c");

    executor.runNow();
    assertThat(ann.received()).containsExactly("a");
    ann.transport().complete();
    executor.runAll();
    ann.transport().completeAll();
    assertThat(ann.received()).containsExactly("b|c");
  }

  /** Seats of sessions of which so many do not read. */
  private List<TestClient> crowd(int size, int slow) {
    List<TestClient> crowd = IntStream.range(0, size).mapToObj(i -> client("crowd" + i)).toList();
    crowd.subList(0, slow).forEach(one -> one.transport().hold());
    crowd.forEach(this::add);
    return crowd;
  }

  private static void pass(int millis) {
    long began = System.nanoTime();
    await().until(() -> System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void whoIsSlowIsNotWaitedForLong() {
    TestClient last = crowd(150, 50).get(149);
    publish("a");
    executor.runNow();

    publish("b");
    executor.runNow();

    assertThat(last.received()).containsExactly("a");
    assertThat(executor.waitsMs()).hasSize(1).allMatch(ms -> ms <= 100);
    executor.runLater();
    executor.runAll();
    assertThat(last.received()).containsExactly("b");
  }

  @Test
  void oneSlowClientCostsASmallRoomAMillisecondForEachSeat() {
    TestClient last = crowd(5, 1).get(4);
    publish("a");
    executor.runNow();

    publish("b");

    assertThat(executor.waitsMs()).hasSize(1).allMatch(ms -> ms <= 5);
    executor.runLater();
    executor.runAll();
    assertThat(last.received()).containsExactly("a", "b");
  }

  @Test
  void whoHasBeenSlowForLongerCostsNoMore() {
    crowd(5, 1);
    publish("a");
    executor.runNow();
    pass(6);

    publish("b");

    assertThat(executor.waitsMs()).containsExactly(0L);
  }

  @Test
  void aPauseDoesNotGrowByHowSlowOneIs() {
    crowd(3, 1);
    publish("a", "b");
    executor.runNow();
    pass(30);

    publish("c");
    executor.runLater(); // gives up

    assertThat(executor.waitsMs()).containsExactly(0L, 1L);
  }

  @Test
  void aBusyRoomPausesForAThirdOfWhatTheLastDrainTook() {
    ann.transport().hold();
    add(ann);
    crowd(59, 7);
    publish("a", "b");
    executor.runNow();
    publish("c");
    pass(30);

    ann.transport().complete();

    assertThat(executor.waiting()).isZero();
    assertThat(executor.waitsMs()).last().isEqualTo(10L); // and no longer than that
  }

  @Test
  void aPauseEndsOnceAsManyWaitAsOfLate() {
    ann.transport().hold();
    add(ann);
    publish("a", "b");
    executor.runNow();
    publish("c");
    ann.transport().complete();
    assertThat(executor.waiting()).isZero();

    publish("d");

    assertThat(executor.waiting()).isEqualTo(1);
    executor.runNow();
    assertThat(ann.received()).containsExactly("a|b", "c|d");
    publish("e");
    executor.runLater(); // the pause that was cut short
    assertThat(ann.received()).isEmpty();
  }

  @Test
  void nobodyPausesWhereOneCameAtATime() {
    ann.transport().hold();
    add(ann);
    publish("a");
    executor.runNow();
    publish("b");

    ann.transport().complete();

    assertThat(executor.waiting()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsOutAPauseOnceAsManyHaveComeAsOfLate() {
    ann.transport().hold();
    add(ann);
    crowd(59, 7);
    publish("a");
    executor.runNow();
    pass(30);
    ann.transport().complete(); // nothing waits, and none begins for 10 ms

    publish("b");

    assertThat(executor.waitsMs()).isEmpty();
    assertThat(executor.waiting()).isEqualTo(1);
  }

  @Test
  void aSessionIsServedByTheThreadThatItNames() {
    QueuedDrains thread = new QueuedDrains();
    ann.transport().thread(thread);
    add(ann);
    add(bob);

    publish("a");
    executor.runNow();

    assertThat(bob.received()).containsExactly("a");
    assertThat(ann.received()).isEmpty();
    publish("b"); // not before the first has been handed to all
    executor.runNow();
    thread.runNow();
    assertThat(ann.received()).containsExactly("a");
    executor.runAll();
    thread.runNow();
    assertThat(ann.received()).containsExactly("b");
    assertThat(bob.received()).containsExactly("b");
  }

  @Test
  void aThreadWithOtherWorkServesSomeSeatsATurn() {
    List<Runnable> turns = new ArrayList<>();
    Executor thread = turns::add;
    List<TestClient> crowd = IntStream.range(0, 600).mapToObj(i -> client("crowd" + i)).toList();
    for (TestClient one : crowd) {
      one.transport().thread(thread);
      add(one);
    }

    publish("a");
    executor.runNow();
    List<Long> served = new ArrayList<>();
    while (!turns.isEmpty()) {
      turns.remove(0).run();
      served.add(crowd.stream().filter(one -> !one.transport().sent().isEmpty()).count());
    }

    assertThat(served).containsExactly(256L, 512L, 600L);
  }

  @Test
  void aThreadThatHasEndedIsDoneWithout() {
    QueuedDrains thread = new QueuedDrains();
    thread.stop();
    ann.transport().thread(thread);
    add(ann);

    publish("a");
    executor.runNow();

    assertThat(ann.received()).containsExactly("a");
  }

  @Test
  void whoCannotBeServedIsClosedAndTheOthersGoOn() {
    Codec failing =
        new Codec() {
          @Override
          public String encode(Outbound message) {
            throw new IllegalStateException("cannot be written");
          }

          @Override
          public String batch(List<String> frames) {
            throw new IllegalStateException("cannot be written");
          }
        };
    FakeTransport transport = new FakeTransport();
    Session carl = sessions.open("192.0.2.1", transport, failing);
    sessions.identify(carl, TestClient.identity("carl"), () -> {}, () -> {});
    fanOut.add(new Seat(carl)); // holds back, and has to know how long that is
    add(bob);

    publish("a");
    executor.runAll();
    publish("b");
    executor.runAll();

    assertThat(bob.received()).containsExactly("a", "b");
    assertThat(transport.closes()).containsExactly(CloseCode.INTERNAL);
  }

  /** As where the system gives out no more threads. */
  private static final Executor NO_THREAD =
      task -> {
        throw new OutOfMemoryError("unable to create native thread");
      };

  @Test
  void whoPublishesDeliversWhereNoThreadIsToBeHad() {
    FanOut poor = fanOut(new Stoppable(NO_THREAD), 0);
    add(poor, ann.session());

    publish(poor, "a");
    publish(poor, "b");

    assertThat(ann.received()).containsExactly("a", "b");
  }

  @Test
  void aThreadThatCannotBeAskedClosesItsSessionsAndTheOthersGoOn() {
    ann.transport().thread(NO_THREAD);
    add(ann);
    add(bob);

    publish("a");
    executor.runAll();
    publish("b");
    executor.runAll();

    assertThat(ann.closes()).containsExactly(CloseCode.INTERNAL);
    assertThat(bob.received()).containsExactly("a", "b");
  }

  @Test
  void whatCannotBeTakenIsTriedAgainAndThenGivenUpAndTheRoomGoesOn() {
    Seat anns = add(ann);
    fanOut.enqueue(List.of(forAll("a"), new Item(null, null, null))); // as if it could not be read
    fanOut.flush();
    executor.runNow();
    publish("b");
    executor.runNow();
    assertThat(executor.waitsMs()).containsExactly(100L);
    assertThat(ann.closes()).isEmpty();

    executor.runAll();
    fanOut.remove(anns);
    add(bob);
    publish("c");
    executor.runAll();

    assertThat(ann.received()).isEmpty();
    assertThat(ann.closes()).containsExactly(CloseCode.INTERNAL);
    assertThat(bob.received()).containsExactly("c");
  }

  @Test
  void aRoomWithoutPauseGoesOnAtOnce() {
    FanOut hasty = fanOut(executor, 0, "parley.room.fan-out-pause", "0s");
    ann.transport().hold();
    add(hasty, ann.session());
    publish(hasty, "a", "b");
    executor.runNow();
    hasty.enqueue(List.of(forAll("c")));

    ann.transport().complete();

    assertThat(executor.waiting()).isEqualTo(1);
  }

  @Test
  void oneDrainTakesNoMoreThanItsBound() {
    FanOut small = fanOut(executor, 0, "parley.room.fan-out-chars", "1024");
    add(small, ann.session());

    small.enqueue(List.of(said("a"), said("b".repeat(500)), said("c"), said("d".repeat(9_000))));
    small.flush();
    executor.runAll();

    assertThat(ann.transport().steps()).hasSize(3);
  }

  private static Item said(String content) {
    return new Item(new Event.ChatMessage(Said.message(1, content)), null, null);
  }

  private void publish(String... texts) {
    publish(fanOut, texts);
  }

  private static void publish(FanOut to, String... texts) {
    to.enqueue(Stream.of(texts).map(FanOutTest::forAll).toList());
    to.flush();
  }

  @Test
  void everyoneGetsAllInOneOrderWhateverTheThreads() throws Exception {
    int threads = 4;
    int each = 3_000;
    int early = 5;
    DrainThreads pool = new DrainThreads(2, Executors.defaultThreadFactory());
    ExecutorService publishing = Executors.newFixedThreadPool(threads);
    FanOut busy = fanOut(pool, 100_000);
    List<TestClient> clients =
        IntStream.range(0, early).mapToObj(i -> TestClient.of(sessions, "u" + i)).toList();
    clients.forEach(client -> add(busy, client.session()));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String name = thread + ":";
        running.add(
            publishing.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    busy.enqueue(List.of(forAll(name + i)));
                    busy.flush();
                  }
                }));
      }
      TestClient late = TestClient.of(sessions, "late");
      add(busy, late.session());
      for (Future<?> done : running) {
        done.get();
      }

      await()
          .untilAsserted(
              () ->
                  assertThat(clients)
                      .allMatch(client -> client.transport().sent().size() == threads * each));
      List<String> all = clients.get(0).received();
      for (int thread = 0; thread < threads; thread++) {
        String name = thread + ":";
        assertThat(all.stream().filter(text -> text.startsWith(name)))
            .isEqualTo(IntStream.range(0, each).mapToObj(i -> name + i).toList());
      }
      assertThat(clients.subList(1, early)).allMatch(client -> client.received().equals(all));
      List<String> seenLate = late.received();
      assertThat(seenLate).isEqualTo(all.subList(all.size() - seenLate.size(), all.size()));
    } finally {
      pool.stop();
      publishing.shutdownNow();
    }
  }
}
