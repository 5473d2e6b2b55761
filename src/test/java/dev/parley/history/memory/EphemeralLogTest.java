package dev.parley.history.memory;

import static dev.parley.history.Caller.change;
import static dev.parley.history.Caller.refusal;
import static dev.parley.history.Caller.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.parley.history.Caller;
import dev.parley.history.Change;
import dev.parley.history.HistoryLimits;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.history.RoomLog;
import dev.parley.history.RoomLogContract;
import dev.parley.history.Unprintable;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EphemeralLogTest extends RoomLogContract {
  private static final int QUEUE = 1_000;
  private static final HistoryLimits LIMITS =
      new HistoryLimits(
          1, 100, Duration.ZERO, QUEUE, 1 << 20, 1, 10, 65_536, 10, Duration.ofMinutes(1), 10);

  private final AtomicLong nanos = new AtomicLong();
  private EphemeralLog log;

  @Override
  protected RoomLog log() {
    return log;
  }

  @BeforeEach
  void openLog() {
    log = new EphemeralLog(LIMITS, Clock.systemUTC(), Thread::new, nanos::get);
    log.onCommit(listener);
    ann = new Caller(log, room, "ann");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void callerAndListenerAreCalledBeforeWriteReturns() {
    List<Thread> told = new ArrayList<>();

    log.write(ann.post("hello", null), done -> told.add(Thread.currentThread()));

    assertThat(told).containsExactly(Thread.currentThread());
    assertThat(listener.of(room)).hasSize(1);
  }

  @Test
  void whoWritesWorksForOthersWithinABound() {
    int count = 1_000;
    List<Thread> told = new CopyOnWriteArrayList<>();
    Consumer<Outcome<Change>> again =
        new Consumer<>() {
          @Override
          public void accept(Outcome<Change> done) {
            told.add(Thread.currentThread());
            if (told.size() < count) {
              log.write(ann.post("more", null), this);
            }
          }
        };

    log.write(ann.post("first", null), again);

    Awaitility.await().until(() -> listener.of(room).size() == count);
    assertThat(told).filteredOn(Thread.currentThread()::equals).hasSize(100);
    assertThat(listener.of(room))
        .extracting(change -> change.message().seq())
        .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
  }

  @Test
  void whatWaitsIsToldAlsoOnceItIsStopped() {
    int count = 1_000;
    int[] told = {0};
    log.stop();

    log.write(
        ann.post("first", null),
        new Consumer<>() {
          @Override
          public void accept(Outcome<Change> done) {
            if (++told[0] < count) {
              log.write(ann.post("more", null), this);
            }
          }
        });

    assertThat(told[0]).isEqualTo(count);
  }

  @Test
  void whatWaitsIsToldAlsoWhereNoThreadIsToBeHad() {
    int count = 1_000;
    List<Thread> told = new ArrayList<>();
    RoomLog poor = new EphemeralLog(LIMITS, Clock.systemUTC(), Unstartable::new, nanos::get);

    poor.write(
        ann.post("first", null),
        new Consumer<>() {
          @Override
          public void accept(Outcome<Change> done) {
            told.add(Thread.currentThread());
            if (told.size() < count) {
              poor.write(ann.post("more", null), this);
            }
          }
        });

    assertThat(told).hasSize(count).containsOnly(Thread.currentThread());
  }

  /** As where the system gives out no more threads. */
  private static final class Unstartable extends Thread {
    Unstartable(Runnable task) {
      super(task);
    }

    @Override
    public synchronized void start() {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @Test
  void aRoomGoesOnAfterWhatCannotEvenBeLogged() {
    List<Outcome<Change>> told = new ArrayList<>();

    log.write(
        ann.post("one", null),
        done -> {
          told.add(done);
          throw new Unprintable();
        });

    assertThat(told).hasSize(1);
    assertThat(ann.says("two").seq()).isEqualTo(2);
  }

  @Test
  void anEntryThatCannotBeTakenTakesNoSequence() {
    AtomicBoolean broken = new AtomicBoolean(true);
    log = new EphemeralLog(LIMITS, Clock.systemUTC(), Thread::new, failingForKeysWhile(broken));
    ann = new Caller(log, room, "ann");
    assertThat(refusal(ann.sends("one", "k"))).isEqualTo(ErrorCode.INTERNAL);

    broken.set(false);

    assertThat(change(ann.sends("one", "k")).message().seq()).isEqualTo(1);
  }

  private static Ticker failingForKeysWhile(AtomicBoolean broken) {
    return () -> {
      if (broken.get()
          && StackWalker.getInstance()
              .walk(calls -> calls.anyMatch(c -> c.getClassName().contains("SentKeys")))) {
        throw new NoClassDefFoundError("a class of the cache");
      }
      return 0;
    };
  }

  @Test
  void messageIsNotKept() {
    Message message = ann.says("one");

    assertThat(soon(log.after(room, 0, 10))).isEqualTo(new Page(List.of(), false));
    assertThat(soon(log.before(room, 10, 10))).isEqualTo(new Page(List.of(), false));
    assertThat(refusal(ann.edits(message.messageId(), "two"))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.deletes(message.messageId()))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void whoMissedAMessageCannotHaveIt() {
    Message one = ann.says("one");
    ann.says("two");
    Position afterOne = new Position(one.epoch(), 1, 0);

    assertThat(missedSince(afterOne)).isEqualTo(new Missed.TooFarBack());
    assertThat(soon(log.missed(room, afterOne, afterOne)))
        .isEqualTo(new Missed.All(List.of(), List.of()));
  }

  @Test
  void keyIsForgottenAfterTenMinutes() {
    assertThat(change(ann.sends("hello", "k"))).isInstanceOf(Change.Posted.class);

    pass(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(change(ann.sends("hello", "k"))).isInstanceOf(Change.Repeated.class);
    pass(Duration.ofSeconds(2));
    assertThat(change(ann.sends("hello", "k"))).isInstanceOf(Change.Posted.class);
  }

  @Test
  void roomBeginsANewLifeOnceNobodyAskedForItForADay() {
    Message old = ann.says("one");
    pass(Duration.ofHours(23));
    assertThat(ann.says("two").epoch()).isEqualTo(old.epoch());

    pass(Duration.ofHours(25));

    assertThat(soon(log.find(room))).isEmpty();
    Message fresh = ann.says("three");
    assertThat(fresh.seq()).isEqualTo(1);
    assertThat(fresh.epoch()).isNotEqualTo(old.epoch());
  }

  @Test
  void writeIsRefusedWhenTooManyWaitInTheRoom() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    Thread slow =
        new Thread(
            () ->
                log.write(
                    ann.post("slow", null),
                    done -> {
                      held.countDown();
                      await(letGo);
                    }));
    slow.start();
    await(held);

    List<CompletableFuture<Outcome<Change>>> waiting = new ArrayList<>();
    for (int i = 1; i < QUEUE; i++) {
      waiting.add(ann.write(ann.post("waits", null)));
    }
    CompletableFuture<Outcome<Change>> tooMuch = ann.write(ann.post("too much", null));

    assertThat(refusal(tooMuch.getNow(null))).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    letGo.countDown();
    slow.join();
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    assertThat(ann.says("again").seq()).isEqualTo(QUEUE + 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
