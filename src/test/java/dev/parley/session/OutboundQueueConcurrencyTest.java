package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.with;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offers from many threads, completions on others: nothing is lost, doubled or reordered. */
class OutboundQueueConcurrencyTest {
  private static final int THREADS = 8;
  private static final int EACH = 2_000;

  private final ExecutorService offering = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService completing = Executors.newFixedThreadPool(3);
  private final LongAdder queuedBytes = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final Queue<CloseCode> broken = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    offering.shutdownNow();
    completing.shutdownNow();
  }

  /** Completes some sends before it returns, the others on other threads, as the seed wills. */
  private final class RandomTransport implements Transport {
    private final Random random;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    RandomTransport(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public void send(Frames frames, Completion completion) {
      if (!underWay.compareAndSet(false, true)) {
        violations.add("a second send while one is under way");
      }
      sent.addAll(frames.texts());
      boolean inline = random.nextBoolean(); // one send at a time: no other thread is here
      Runnable end =
          () -> {
            underWay.set(false);
            completion.completed(null);
          };
      if (inline) {
        end.run();
      } else {
        completing.execute(end);
      }
    }

    @Override
    public void ping() {
      if (underWay.get()) {
        violations.add("a ping while a send is under way");
      }
    }

    @Override
    public void close(CloseCode code) {}
  }

  private static ConditionFactory soon() {
    return with().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).await();
  }

  private OutboundQueue queue(Transport transport, boolean batching) {
    SessionLimits limits = TestSettings.with("parley.session.queue-bytes", "64MiB").session();
    OutboundQueue queue =
        new OutboundQueue(transport, new PlainCodec(), limits, queuedBytes, delivered, broken::add);
    queue.batching(batching);
    return queue;
  }

  private List<Future<?>> offerFromAllThreads(OutboundQueue queue) {
    CountDownLatch together = new CountDownLatch(THREADS);
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String name = thread + ":";
      running.add(
          offering.submit(
              () -> {
                together.countDown();
                together.await();
                for (int i = 0; i < EACH; i++) {
                  queue.offer(Outgoing.of(new Event.Goodbye(name + i, 0)));
                  if (i % 100 == 0) {
                    queue.ping();
                  }
                }
                return null;
              }));
    }
    return running;
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, false", "3, true", "4, false"})
  void everyThreadsMessagesArriveOnceAndInItsOrder(long seed, boolean batching) throws Exception {
    RandomTransport transport = new RandomTransport(seed);
    OutboundQueue queue = queue(transport, batching);

    for (Future<?> each : offerFromAllThreads(queue)) {
      each.get();
    }

    soon().until(() -> arrived(transport).size() >= THREADS * EACH && !transport.underWay.get());
    assertThat(transport.violations).isEmpty();
    assertThat(broken).isEmpty();
    List<String> arrived = arrived(transport);
    assertThat(arrived).hasSize(THREADS * EACH);
    for (int thread = 0; thread < THREADS; thread++) {
      String name = thread + ":";
      List<Integer> numbers =
          arrived.stream()
              .filter(text -> text.startsWith(name))
              .map(text -> Integer.valueOf(text.substring(name.length())))
              .toList();
      assertThat(numbers).hasSize(EACH).isSorted().doesNotHaveDuplicates();
    }
    assertThat(queuedBytes.sum()).isZero();
  }

  private static List<String> arrived(RandomTransport transport) {
    return transport.sent.stream().flatMap(frame -> List.of(frame.split("\\|")).stream()).toList();
  }

  @Test
  void closingMeanwhileLeavesNothingQueued() throws Exception {
    for (int round = 0; round < 20; round++) {
      RandomTransport transport = new RandomTransport(round);
      OutboundQueue queue = queue(transport, true);
      List<Future<?>> running = offerFromAllThreads(queue);

      soon().until(() -> !transport.sent.isEmpty());
      queue.close();
      for (Future<?> each : running) {
        each.get();
      }

      soon().until(() -> !transport.underWay.get());
      assertThat(queuedBytes.sum()).isZero();
      assertThat(transport.violations).isEmpty();
    }
  }
}
