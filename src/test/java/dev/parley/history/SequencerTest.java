package dev.parley.history;

import static dev.parley.history.Caller.refusal;
import static dev.parley.history.Caller.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private static final RoomName ROOM = new RoomName("r");

  private final ScriptedStore store = new ScriptedStore();
  private final Semaphore permits = new Semaphore(0);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingListener listener = new RecordingListener();
  private final List<Thread> threads = new ArrayList<>();
  private Sequencer sequencer;

  @BeforeEach
  void start() {
    start(1, 4, 6, 65_536);
  }

  /** Each commit takes a permit. */
  private void start(int writers, int batchEntries, int queueEntries, int queueBytes) {
    HistoryLimits limits =
        new HistoryLimits(
            writers,
            batchEntries,
            Duration.ZERO,
            queueEntries,
            queueBytes,
            1,
            0,
            65_536,
            1,
            Duration.ofHours(1),
            1);
    store.beforeCommit = entries -> permits.acquireUninterruptibly();
    sequencer = new Sequencer(store, limits, this::thread, meters);
    sequencer.onCommit(listener);
    sequencer.start();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work);
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void stop() {
    permits.release(10_000);
    sequencer.close();
  }

  private static Entry post(RoomName room, String content) {
    return new Entry.Post(room, new UserId("u"), new UserName("U"), content, null);
  }

  private CompletableFuture<Outcome<Change>> write(String content) {
    return write(ROOM, content);
  }

  private CompletableFuture<Outcome<Change>> write(RoomName room, String content) {
    CompletableFuture<Outcome<Change>> outcome = new CompletableFuture<>();
    sequencer.write(post(room, content), outcome::complete);
    return outcome;
  }

  /** The writer is in a commit of this entry. */
  private CompletableFuture<Outcome<Change>> hold(String content) {
    int before = store.commits.size();
    CompletableFuture<Outcome<Change>> outcome = write(content);
    await().until(() -> store.commits.size() > before);
    return outcome;
  }

  @Test
  void whatWaitsSharesTheNextCommitUpToItsBound() {
    hold("a");
    List<CompletableFuture<Outcome<Change>>> waiting =
        IntStream.range(0, 6).mapToObj(i -> write("b" + i)).toList();

    permits.release(3);

    waiting.forEach(Caller::soon);
    assertThat(store.commits)
        .containsExactly(List.of("a"), List.of("b0", "b1", "b2", "b3"), List.of("b4", "b5"));
    assertThat(meters.get("parley.history.commit.entries").summary().max()).isEqualTo(4);
  }

  @Test
  void entryAloneWaitsForNoOther() {
    permits.release();

    soon(write("a"));

    assertThat(store.commits).containsExactly(List.of("a"));
  }

  @Test
  void allCallersAreToldBeforeTheListenerAndInOrder() {
    hold("a");
    List<String> told = new ArrayList<>();
    sequencer.onCommit((room, changes) -> told.add("listener " + changes.size()));
    for (String content : List.of("b", "again", "c")) {
      sequencer.write(post(ROOM, content), done -> told.add(content));
    }

    permits.release(2);

    await().until(() -> told.size() == 5);
    assertThat(told).containsExactly("listener 1", "b", "again", "c", "listener 3");
  }

  @Test
  void listenerHearsOncePerRoomOfACommit() {
    RoomName other = new RoomName("other");
    hold("a");
    write("b");
    write(other, "c");
    write("d");
    write(other, "again");

    permits.release(2);

    await().until(() -> listener.calls().size() == 3);
    assertThat(listener.calls().get(1).changes())
        .extracting(change -> change.message().content())
        .containsExactly("b", "d");
    assertThat(listener.calls().get(2).changes())
        .extracting(change -> change.message().content())
        .containsExactly("c", "again"); // of which it may not have heard
  }

  @Test
  void listenerThatThrowsStopsNothing() {
    sequencer.onCommit(
        (room, changes) -> {
          throw new IllegalStateException("a listener's bug");
        });
    permits.release(2);

    soon(write("a"));

    assertThat(soon(write("b"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void storeThatThrowsAnErrorStopsNothing() {
    store.beforeCommit =
        entries -> {
          throw new StackOverflowError();
        };
    assertThat(refusal(soon(write("a")))).isEqualTo(ErrorCode.UNCONFIRMED);

    store.beforeCommit = entries -> {};

    assertThat(soon(write("b"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatEscapesACommitIsAnsweredAndTheWriterGoesOn() {
    permits.release(10);
    store.says = outcomes -> List.of(outcomes.get(0), outcomes.get(0));
    assertThat(refusal(soon(write("x".repeat(20_000))))).isEqualTo(ErrorCode.UNCONFIRMED);

    store.says = outcomes -> outcomes;

    assertThat(soon(write("x".repeat(20_000)))).isInstanceOf(Outcome.Done.class);
    assertThat(threads).allMatch(Thread::isAlive);
  }

  @Test
  void whatCannotEvenBeLoggedEndsNoWriterAndIsToldToNobodyTwice() {
    hold("a");
    List<Outcome<Change>> told = new ArrayList<>();
    sequencer.write(
        post(ROOM, "b"),
        done -> {
          told.add(done);
          throw new Unprintable();
        });
    CompletableFuture<Outcome<Change>> next = write("c");

    permits.release(10);

    assertThat(refusal(soon(next))).isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(soon(write("d"))).isInstanceOf(Outcome.Done.class);
    assertThat(told).hasSize(1).allMatch(Outcome.Done.class::isInstance);
  }

  @Test
  void fullQueueRefusesAtOnceAndTakesAgainLater() {
    hold("a");
    for (int i = 0; i < 6; i++) {
      assertThat(write("waits")).isNotDone();
    }
    assertThat(meters.get("parley.history.queue").gauge().value()).isEqualTo(6);

    assertThat(refusal(write("too much").getNow(null))).isEqualTo(ErrorCode.UNAVAILABLE);

    permits.release(10);
    await().until(() -> meters.get("parley.history.queue").gauge().value() == 0);
    assertThat(soon(write("later"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void queueIsFullInBytesTooUntilTheCommitHasEnded() {
    String half = "x".repeat(16_384);
    hold(half);
    assertThat(write(half)).isNotDone();

    assertThat(refusal(write("x").getNow(null))).isEqualTo(ErrorCode.UNAVAILABLE);

    permits.release(1);
    await().until(() -> store.commits.size() == 2);
    assertThat(write(half)).isNotDone();
  }

  @Test
  void roomHasOneWriterAndOtherRoomsDoNotWaitForIt() {
    sequencer.close();
    start(8, 100, 1_000, 65_536);
    CountDownLatch held = new CountDownLatch(1);
    ConcurrentHashMap<RoomName, Thread> writers = new ConcurrentHashMap<>();
    store.beforeCommit =
        entries -> {
          entries.forEach(
              entry -> {
                Thread first = writers.putIfAbsent(entry.room(), Thread.currentThread());
                assertThat(first).isIn(null, Thread.currentThread());
              });
          if (entries.get(0).room().equals(ROOM)) {
            Caller.soon(CompletableFuture.runAsync(() -> awaitQuietly(held)));
          }
        };
    CompletableFuture<Outcome<Change>> slow = write("slow");
    await().until(() -> writers.containsKey(ROOM));

    List<CompletableFuture<Outcome<Change>>> quick = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      quick.add(write(new RoomName("room-" + i % 100), "quick"));
    }

    await().until(() -> quick.stream().filter(CompletableFuture::isDone).count() >= 200);
    assertThat(slow).isNotDone();
    held.countDown();
    quick.forEach(outcome -> assertThat(soon(outcome)).isInstanceOf(Outcome.Done.class));
    assertThat(soon(slow)).isInstanceOf(Outcome.Done.class);
    assertThat(writers.values().stream().distinct()).hasSize(8);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingFinishesWhatWaitsAndRefusesTheRest() {
    CompletableFuture<Outcome<Change>> held = hold("a");
    CompletableFuture<Outcome<Change>> waiting = write("b");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(sequencer::close);
    await().until(() -> write("c").isDone());
    assertThat(refusal(write("d").getNow(null))).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(closed).isNotDone();

    permits.release(10);

    soon(closed);
    assertThat(held.getNow(null)).isInstanceOf(Outcome.Done.class);
    assertThat(waiting.getNow(null)).isInstanceOf(Outcome.Done.class);
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void closingWaitsNoLongerThanItsBound() {
    CompletableFuture<Outcome<Change>> held = hold("a");
    CompletableFuture<Outcome<Change>> waiting = write("b");

    sequencer.close(Duration.ofMillis(50));

    assertThat(refusal(waiting.getNow(null))).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(held).isNotDone();
    permits.release();
    assertThat(soon(held)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void interruptOfAWriterReachesNoCommitAndLosesNothing() {
    hold("a");
    List<Boolean> interrupted = new ArrayList<>();
    store.beforeCommit = entries -> interrupted.add(Thread.currentThread().isInterrupted());
    CompletableFuture<Outcome<Change>> waiting = write("b");

    threads.get(0).interrupt();
    permits.release();

    assertThat(soon(waiting)).isInstanceOf(Outcome.Done.class);
    assertThat(interrupted).containsExactly(false);
    await().until(() -> !threads.get(0).isAlive());
    assertThat(refusal(write("c").getNow(null))).isEqualTo(ErrorCode.UNAVAILABLE);
  }
}
