package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A fifth of a big room stops reading, in a burst, on a server with a small heap: the others do not
 * notice, the heap holds, and who was closed comes back to all that was missed.
 */
class BoundedIT {
  private static final int HEALTHY = 800;
  private static final int STALLED = 200;
  private static final int WARM_UP = 500;
  private static final int USUAL = 1_000;
  private static final int BURST = 5_000;
  private static final int CONTENT = 1_000; // so that sockets cannot swallow the burst
  private static final int ENVELOPE = 400; // at most, in a message's frame
  private static final long QUEUE = 256 * 1024;
  private static final int SMALL_SOCKET = 4096;

  /** Latency in a burst may grow so much, and by so much: the machine has other work too. */
  private static final double TIMES = 3;

  private static final long PLUS_MICROS = 200_000;

  private static GatewayServer server;

  @BeforeAll
  static void aServerWithASmallHeap() {
    server =
        GatewayServer.start(
            ServerOptions.guests()
                .with("parley.session.per-address", "2000")
                .with("parley.session.queue-bytes", Long.toString(QUEUE))
                .with("parley.session.silence", "5m") // nobody answers pings
                .with("parley.history.replay-messages", "10000")
                .with("parley.history.replay-bytes", "32MiB")
                .with("parley.rate.commands-per-second", "100000")
                .with("parley.rate.burst", "100000")
                .withJvmOption("-Xmx512m"));
  }

  @AfterAll
  static void stopped() {
    server.close();
  }

  @Test
  void twoHundredStalledReadersCostTheOthersNothing() throws Exception {
    String room = Visitors.unique("room");
    List<AudienceMember> stalled = new ArrayList<>();
    try (Audience audience = Audience.of(HEALTHY, server.wsUri(), room, CONTENT)) {
      Histogram warmUp = audience.hear(WARM_UP);
      assertThat(warmUp.getTotalCount()).isEqualTo((long) HEALTHY * WARM_UP);
      Histogram usual = audience.hear(USUAL);
      for (int i = 0; i < STALLED; i++) {
        stalled.add(AudienceMember.connect(server.wsUri(), SMALL_SOCKET).join(room));
      }
      AtomicLong mostQueued = new AtomicLong();
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Integer> watch = watch(mostQueued, over);
      Histogram burst = audience.hear(BURST);
      awaitClosed(STALLED);
      over.set(true);
      assertThat(watch.join()).as("times that the queues were looked at").isGreaterThan(10);

      assertThat(burst.getTotalCount()).isEqualTo((long) HEALTHY * BURST);
      long underWay = (long) audience.underWay() * (CONTENT + ENVELOPE);
      assertThat(mostQueued.get())
          .as("bytes queued at most")
          .isBetween(1L, STALLED * QUEUE + HEALTHY * underWay);
      System.out.printf(
          "bounded: usual p50 %d p99 %d us, beside stalled readers p50 %d p99 %d us, queued %d%n",
          usual.getValueAtPercentile(50),
          usual.getValueAtPercentile(99),
          burst.getValueAtPercentile(50),
          burst.getValueAtPercentile(99),
          mostQueued.get());
      assertThat((double) burst.getValueAtPercentile(99))
          .as("99 of 100 latencies in microseconds, usually %d", usual.getValueAtPercentile(99))
          .isLessThan(TIMES * usual.getValueAtPercentile(99) + PLUS_MICROS);
    }
    await().untilAsserted(() -> assertThat(Metrics.sum(server, "parley_queue_bytes")).isZero());
    for (AudienceMember each : stalled) {
      comesBack(each, room);
    }
  }

  private static void awaitClosed(int sessions) {
    await()
        .atMost(Duration.ofSeconds(60)) // a send may take 20 s
        .untilAsserted(
            () ->
                assertThat(
                        Metrics.sum(
                            server, "parley_sessions_closed_total", "reason=\"slow-consumer\""))
                    .isEqualTo(sessions));
  }

  /** Looks at the queues until it is over; how often, or why it could not. */
  private static CompletableFuture<Integer> watch(AtomicLong most, AtomicBoolean over) {
    return CompletableFuture.supplyAsync(
        () -> {
          int looks = 0;
          for (; !over.get(); looks++) {
            long queued = (long) Metrics.sum(server, "parley_queue_bytes");
            most.accumulateAndGet(queued, Math::max);
          }
          return looks;
        });
  }

  /** Reads what had reached its socket, up to the end, and then, come back, all the rest. */
  private static void comesBack(AudienceMember stalled, String room) throws IOException {
    ByteBuffer scratch = ByteBuffer.allocate(256 * 1024);
    stalled.channel().configureBlocking(true);
    try (stalled) {
      while (stalled.read(scratch, number -> {})) {
        // what was sent to it before the server gave it up
      }
    } catch (IOException reset) {
      // 1006: the close frame could not reach it either
    }
    assertThat(stalled.last())
        .as("who does not read cannot have read")
        .isLessThan(WARM_UP + USUAL + BURST);
    try (AudienceMember back = AudienceMember.connect(server.wsUri(), 0).joinSince(room, stalled)) {
      while (back.last() < WARM_UP + USUAL + BURST) {
        assertThat(back.read(scratch, number -> {})).as("closed at %d", back.last()).isTrue();
      }
    }
  }
}
