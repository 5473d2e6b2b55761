package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.CloseCode;
import dev.parley.session.Outgoing;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeatTest {
  private final Sessions sessions =
      new Sessions(
          TestSettings.with("parley.session.queue-bytes", "16KiB").session(),
          new SimpleMeterRegistry());
  private final TestClient ann = TestClient.of(sessions, "ann");
  private final Seat seat = new Seat(ann.session());

  private static Outgoing event(String text) {
    return Outgoing.of(Said.event(text));
  }

  private final Wave wave = new Wave(() -> {});

  @Test
  void holdsBackUntilItIsReleasedAndThenDeliversAtOnce() {
    seat.deliver(event("a"), wave);
    seat.deliver(event("b"), wave);
    assertThat(ann.received()).isEmpty();

    seat.release();
    assertThat(ann.received()).containsExactly("a", "b");
    seat.deliver(event("c"), wave);
    assertThat(ann.received()).containsExactly("c");
  }

  @Test
  void isReleasedOnce() {
    seat.deliver(event("a"), wave);
    seat.release();
    seat.release();

    assertThat(ann.received()).containsExactly("a");
  }

  @Test
  void holdsBackAgainUntilItIsReleasedAgain() {
    seat.release();
    seat.holdBack();
    seat.deliver(event("a"), wave);
    assertThat(ann.received()).isEmpty();

    seat.release();
    assertThat(ann.received()).containsExactly("a");
  }

  @Test
  void deliversNothingOnceLeft() {
    seat.release();

    seat.leave();
    seat.deliver(event("a"), wave);

    assertThat(ann.received()).isEmpty();
  }

  @Test
  void nothingIsHeldOnceLeft() {
    seat.deliver(event("a"), wave);

    seat.leave();
    seat.holdBack();
    seat.deliver(event("b"), wave);
    seat.release();

    assertThat(ann.received()).isEmpty();
  }

  @Test
  void holdsNoMoreThanTheSessionsQueueMay() {
    seat.deliver(event("x".repeat(16 * 1024)), wave);
    assertThat(ann.closes()).isEmpty();

    seat.deliver(event("y"), wave);

    assertThat(ann.closes()).containsExactly(CloseCode.SLOW_CONSUMER);
    seat.deliver(event("z"), wave);
    seat.release();
    assertThat(ann.received()).isEmpty();
  }

  @Test
  void holdsNoLockWhileItSendsAsTheSessionMayBeClosedByIt() {
    ann.transport().hold();
    ann.session().send(event("under way"));
    ann.session().send(event("x".repeat(10 * 1024)));
    seat.deliver(event("y".repeat(10 * 1024)), wave);
    CompletableFuture<Void> left = new CompletableFuture<>();
    ann.session()
        .onClose(
            () -> {
              new Thread(
                      () -> {
                        seat.leave(); // as who takes it out of the room does, under its lock
                        left.complete(null);
                      })
                  .start();
              left.orTimeout(20, TimeUnit.SECONDS).join();
            });

    seat.release();

    assertThat(ann.closes()).containsExactly(CloseCode.SLOW_CONSUMER);
    assertThat(left).isCompleted();
  }

  @Test
  void keepsTheOrderWhileItIsReleasedByAnotherThread() throws Exception {
    for (int round = 0; round < 50; round++) {
      TestClient client = TestClient.of(sessions, "ann" + round);
      Seat shared = new Seat(client.session());
      Thread delivering =
          new Thread(
              () -> IntStream.range(0, 100).forEach(i -> shared.deliver(event("m" + i), wave)));
      delivering.start();
      shared.release();
      delivering.join();

      assertThat(client.received())
          .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
      client.vanish();
    }
  }
}
