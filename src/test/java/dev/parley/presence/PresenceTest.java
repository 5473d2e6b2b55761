package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.presence.Presence.State;
import dev.parley.protocol.Event;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final State ONLINE = new State(Status.ONLINE, null);
  private static final State OFFLINE = new State(Status.OFFLINE, null);

  private final Presence presence = new Presence(new PresenceLimits(Duration.ofSeconds(10)));

  private List<UserId> sweepAfter(int seconds) {
    return presence.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void aUserIsOnlineFromTheFirstSession() {
    assertThat(presence.of(ANN)).isEqualTo(OFFLINE);

    assertThat(presence.arrived(ANN)).isTrue();
    assertThat(presence.arrived(ANN)).isFalse();

    assertThat(presence.of(ANN)).isEqualTo(ONLINE);
    assertThat(presence.of(BOB)).isEqualTo(OFFLINE);
  }

  @Test
  void aUserIsGoneSomeTimeAfterTheLastSession() {
    presence.arrived(ANN);
    presence.arrived(ANN);

    presence.departed(ANN);
    assertThat(sweepAfter(60)).isEmpty();
    presence.departed(ANN);
    assertThat(sweepAfter(9)).isEmpty();
    assertThat(presence.of(ANN)).isEqualTo(ONLINE);

    assertThat(sweepAfter(11)).containsExactly(ANN);
    assertThat(presence.of(ANN)).isEqualTo(OFFLINE);
    assertThat(sweepAfter(60)).isEmpty();
  }

  @Test
  void whoIsBackInTimeWasNeverGone() {
    presence.arrived(ANN);
    presence.set(ANN, Status.BUSY, "in a meeting");
    presence.departed(ANN);

    assertThat(presence.arrived(ANN)).isFalse();

    assertThat(sweepAfter(60)).isEmpty();
    assertThat(presence.of(ANN)).isEqualTo(new State(Status.BUSY, "in a meeting"));
  }

  @Test
  void everyDepartureHasAGraceTimeOfItsOwn() {
    Presence hasty = new Presence(new PresenceLimits(Duration.ZERO));
    hasty.arrived(ANN);
    hasty.departed(ANN);
    hasty.arrived(ANN);
    hasty.departed(ANN);
    hasty.arrived(ANN);

    assertThat(hasty.sweep(System.nanoTime())).isEmpty();
    hasty.departed(ANN);
    assertThat(hasty.sweep(System.nanoTime())).containsExactly(ANN);
    assertThat(hasty.arrived(ANN)).isTrue();
  }

  @Test
  void whatIsSetCountsForAllSessionsAndIsToldOnlyIfItChanged() {
    presence.arrived(ANN);

    assertThat(presence.set(ANN, Status.AWAY, "lunch"))
        .isEqualTo(new Event.PresenceChanged(ANN, Status.AWAY, "lunch"));
    assertThat(presence.set(ANN, Status.AWAY, "lunch")).isNull();
    presence.arrived(ANN);
    assertThat(presence.of(ANN)).isEqualTo(new State(Status.AWAY, "lunch"));
    assertThat(presence.set(ANN, Status.AWAY, null))
        .isEqualTo(new Event.PresenceChanged(ANN, Status.AWAY, null));
    assertThat(presence.set(ANN, Status.ONLINE, null))
        .isEqualTo(new Event.PresenceChanged(ANN, Status.ONLINE, null));
  }

  @Test
  void whatWasSetIsForgottenWithTheUser() {
    presence.arrived(ANN);
    presence.set(ANN, Status.BUSY, "busy");
    presence.departed(ANN);
    sweepAfter(11);

    presence.arrived(ANN);

    assertThat(presence.of(ANN)).isEqualTo(ONLINE);
  }

  @Test
  void whoIsNotHereCanSetNothing() {
    assertThat(presence.set(ANN, Status.BUSY, null)).isNull();
    assertThat(presence.of(ANN)).isEqualTo(OFFLINE);
  }

  @Test
  void thoseWhoGoTogetherAreToldTogether() {
    presence.arrived(ANN);
    presence.arrived(BOB);
    presence.departed(BOB);
    presence.departed(ANN);

    assertThat(sweepAfter(11)).containsExactly(BOB, ANN);
  }

  @Test
  void theCountOfSessionsHoldsWithManyThreads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 5_000; i++) {
                    presence.arrived(ANN);
                    presence.departed(ANN);
                  }
                }));
      }
      for (Future<?> done : running) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(presence.of(ANN)).isEqualTo(ONLINE);
    assertThat(sweepAfter(11)).containsExactly(ANN);
    assertThat(presence.of(ANN)).isEqualTo(OFFLINE);
  }

  @Test
  void aGraceTimeIsNotNegative() {
    assertThatThrownBy(() -> new PresenceLimits(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grace must be 0 or more ms, was -1");
  }
}
