package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Two who chat while others attack, from a thread of their own: nothing they say may be lost, and
 * most of it must be heard as soon as usual.
 */
final class Bystanders implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(60); // within the rate
  private static final int SAMPLES = 15;

  /** How much later than usual nine of ten messages may be heard: the machine has other work. */
  private static final double TIMES = 3;

  private static final long PLUS_MICROS = 3_000_000; // two cores, compiling

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final String room = Visitors.unique("calm");
  private final WireClient ada;
  private final WireClient ben;
  private int said;

  Bystanders(Visitors visitors) {
    ada = visitors.guest("Ada");
    ben = visitors.guest("Ben");
    Visitors.join(ada, room);
    Visitors.join(ben, room);
    ada.event("room:user-joined");
  }

  /** Runs the attack, on this thread, while they chat. */
  void areUndisturbedBy(Runnable attack) {
    long usual = chatting(() -> {}).getValueAtPercentile(90);
    long attacked = chatting(attack).getValueAtPercentile(90);
    assertThat((double) attacked)
        .as("nine of ten are heard within so many microseconds, usually %d", usual)
        .isLessThan(TIMES * usual + PLUS_MICROS);
    ada.assertNothingLeft();
    ben.assertNothingLeft();
  }

  private Histogram chatting(Runnable meanwhile) {
    Histogram latency = new SynchronizedHistogram(3);
    ScheduledFuture<?> chat =
        clock.scheduleAtFixedRate(() -> say(latency), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      meanwhile.run();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> latency.getTotalCount() >= SAMPLES || chat.isDone());
    } finally {
      chat.cancel(false);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> clock.submit(() -> true).get());
    assertThat(chat.isCancelled()).as("all that was said was heard").isTrue();
    return latency;
  }

  private void say(Histogram latency) {
    String content = "calm " + ++said;
    long sent = System.nanoTime();
    Visitors.say(ada, room, content);
    for (WireClient each : new WireClient[] {ben, ada}) {
      assertThat(each.event("chat:message").path("content").stringValue()).isEqualTo(content);
    }
    latency.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
