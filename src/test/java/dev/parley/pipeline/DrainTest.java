package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.log.LoggedLines;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.session.Frames;
import dev.parley.session.PlainCodec;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import dev.parley.session.Transport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions = new Sessions(TestSettings.with().session(), meters);

  private static DrainLimits limits(int batch, Duration finishWithin, Duration most) {
    return new DrainLimits(
        batch, Duration.ofMillis(100), Duration.ofSeconds(10), finishWithin, most, most);
  }

  private Drain drain(Duration finishWithin, Duration most) {
    return new Drain(
        sessions, limits(500, finishWithin, most), Thread::new, Clock.systemUTC(), meters);
  }

  private Departures departures(int batch, Duration finishWithin) {
    return new Departures(sessions, limits(batch, finishWithin, LONG), 0);
  }

  @Test
  void tellsEachWhenToComeBackAndClosesIt() {
    List<TestClient> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(TestClient.of(sessions, "user" + i));
    }
    Drain drain = drain(LONG, LONG);
    assertThat(drain.progress()).isEqualTo(new Drain.Progress(Drain.State.SERVING, null, 10));
    assertThat(meters.get("parley.draining").gauge().value()).isZero();

    drain.begin();
    await().until(() -> drain.progress().state() == Drain.State.DRAINED);

    for (TestClient client : all) {
      assertThat(client.received()).containsExactly("service-restart");
      assertThat(client.closes()).containsExactly(CloseCode.RESTART);
    }
    assertThat(meters.get("parley.draining").gauge().value()).isOne();
  }

  @Test
  void isBegunOnce() {
    TestClient slow = TestClient.of(sessions, "slow");
    slow.transport().hold();
    Drain drain = drain(LONG, LONG);

    Drain.Progress first = drain.begin();
    Drain.Progress second = drain.begin();

    assertThat(first.state()).isEqualTo(Drain.State.DRAINING);
    assertThat(second).isEqualTo(first);
    slow.transport().completeAll();
    await().until(() -> drain.progress().sessions() == 0);
    assertThat(drain.begin().startedAt()).isEqualTo(first.startedAt());
  }

  @Test
  void whereNoThreadIsToBeHadTheNodeServesOnAndMayBeAskedAgain() {
    TestClient ann = TestClient.of(sessions, "ann");
    AtomicBoolean poor = new AtomicBoolean(true);
    Drain drain =
        new Drain(
            sessions,
            limits(500, LONG, LONG),
            task -> {
              if (poor.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return new Thread(task);
            },
            Clock.systemUTC(),
            meters);

    assertThatThrownBy(drain::begin).isInstanceOf(OutOfMemoryError.class);

    assertThat(drain.progress()).isEqualTo(new Drain.Progress(Drain.State.SERVING, null, 1));
    assertThat(sessions.admission("192.0.2.1")).isEqualTo(Sessions.Admission.ADMITTED);
    poor.set(false);
    drain.begin();
    await().until(() -> drain.progress().state() == Drain.State.DRAINED);
    assertThat(ann.closes()).containsExactly(CloseCode.RESTART);
  }

  @Test
  void whatFailsForOneSessionHarmsNoOther() {
    List<TestClient> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(TestClient.of(sessions, "user" + i));
      assertThat(sessions.open("192.0.2.1", new Unclosable(), new PlainCodec())).isNotNull();
    }
    Departures departures = departures(500, LONG);

    departures.round(0, false);
    departures.round(PAUSE, false);

    assertThat(departures.isOver()).isTrue();
    assertThat(all)
        .allSatisfy(client -> assertThat(client.closes()).containsExactly(CloseCode.RESTART));
  }

  @Test
  void theLastCutReachesAllWhateverFailsForOne() {
    List<TestClient> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(TestClient.of(sessions, "user" + i));
      assertThat(sessions.open("192.0.2.1", new Unclosable(), new PlainCodec())).isNotNull();
    }

    assertThat(departures(500, LONG).cut()).isEqualTo(10);

    assertThat(all)
        .allSatisfy(client -> assertThat(client.closes()).containsExactly(CloseCode.RESTART));
  }

  /** Fails where it is to be closed, as a container's connection may. */
  private static final class Unclosable implements Transport {
    @Override
    public void send(Frames frames, Completion completion) {
      completion.completed(null);
    }

    @Override
    public void ping() {}

    @Override
    public void close(CloseCode code) {
      throw new IllegalStateException("the container has lost it");
    }
  }

  @Test
  void goesOnAfterARoundThatFailed() {
    AtomicInteger rounds = new AtomicInteger();
    Sessions failing =
        new Sessions(TestSettings.with().session(), meters) {
          @Override
          public void forEach(Consumer<Session> action) {
            if (rounds.getAndIncrement() == 0) {
              throw new OutOfMemoryError("Java heap space");
            }
            super.forEach(action);
          }
        };
    TestClient ann = TestClient.of(failing, "ann");
    Drain drain =
        new Drain(failing, limits(500, LONG, LONG), Thread::new, Clock.systemUTC(), meters);

    drain.begin();
    await().until(() -> drain.progress().state() == Drain.State.DRAINED);

    assertThat(ann.received()).containsExactly("service-restart");
  }

  @Test
  void saysOnceThatItIsOver() {
    TestClient.of(sessions, "ann");
    Drain drain = drain(LONG, LONG);
    try (LoggedLines log = new LoggedLines(Drain.class.getName())) {
      drain.begin();
      await().until(() -> log.all().stream().anyMatch(line -> line.startsWith("drained ")));

      drain.finish();
      drain.finish();

      assertThat(log.all()).filteredOn(line -> line.startsWith("drained ")).hasSize(1);
    }
  }

  @Test
  void nobodyNewGetsIn() {
    Drain drain = drain(LONG, LONG);
    assertThat(sessions.admission("192.0.2.1")).isEqualTo(Sessions.Admission.ADMITTED);

    drain.begin();

    assertThat(sessions.admission("192.0.2.1")).isEqualTo(Sessions.Admission.NODE_SHUT);
    assertThat(TestClient.stranger(sessions).session()).isNull();
  }

  @Test
  void goesBatchByBatch() {
    List<TestClient> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(TestClient.of(sessions, "user" + i));
    }
    Departures departures = departures(2, LONG);

    departures.round(0, false);
    departures.round(PAUSE - 1, false);
    assertThat(told(all)).isEqualTo(2);
    assertThat(sessions.count()).isEqualTo(5);

    departures.round(PAUSE, false);
    assertThat(told(all)).isEqualTo(4);
    assertThat(sessions.count()).isEqualTo(3);

    departures.round(3 * PAUSE, true);
    assertThat(told(all)).isEqualTo(5);
    assertThat(departures.isOver()).isTrue();
  }

  private static long told(List<TestClient> all) {
    return all.stream().filter(client -> !client.transport().sent().isEmpty()).count();
  }

  @Test
  void waitsForWhatWasAskedAndForWhatIsOnItsWay() {
    TestClient ann = TestClient.of(sessions, "ann");
    Departures departures = departures(500, LONG);
    ann.session().asked();
    departures.round(0, false);
    assertThat(ann.session().takesCommands()).isTrue();

    departures.round(PAUSE, false);
    assertThat(ann.session().takesCommands()).isFalse();
    assertThat(ann.session().isClosed()).isFalse();

    ann.transport().hold();
    ann.session().send(new Event.AuthExpired(1)); // stands for the answer
    ann.session().answered();
    departures.round(2 * PAUSE, false);
    assertThat(ann.session().isClosed()).isFalse();

    ann.transport().complete();
    departures.round(3 * PAUSE, false);
    assertThat(ann.closes()).containsExactly(CloseCode.RESTART);
    assertThat(ann.received()).hasSize(2);
  }

  @Test
  void doesNotWaitForeverForOneSession() {
    TestClient ann = TestClient.of(sessions, "ann");
    Departures departures = departures(500, Duration.ofSeconds(5));
    ann.session().asked();

    departures.round(0, false);
    departures.round(TimeUnit.SECONDS.toNanos(5) - 1, false);
    assertThat(ann.session().isClosed()).isFalse();

    departures.round(TimeUnit.SECONDS.toNanos(5), false);
    assertThat(ann.closes()).containsExactly(CloseCode.RESTART);
  }

  @Test
  void atShutDownTheRestIsCutWhenTheTimeIsUp() {
    TestClient ann = TestClient.of(sessions, "ann");
    ann.session().asked();
    Drain drain = drain(LONG, Duration.ofMillis(100));

    drain.finish();

    assertThat(ann.received()).hasSize(1);
    assertThat(ann.closes()).containsExactly(CloseCode.RESTART);
    assertThat(drain.progress().state()).isEqualTo(Drain.State.DRAINED);
  }

  @Test
  void shutDownHurriesWhatHasBegun() {
    for (int i = 0; i < 5; i++) {
      TestClient.of(sessions, "user" + i);
    }
    Drain slow =
        new Drain(
            sessions,
            new DrainLimits(1, Duration.ofSeconds(10), LONG, LONG, LONG, LONG),
            Thread::new,
            Clock.systemUTC(),
            meters);
    slow.begin();

    slow.finish();

    assertThat(sessions.count()).isZero();
  }
}
