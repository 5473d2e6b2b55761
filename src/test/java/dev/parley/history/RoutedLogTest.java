package dev.parley.history;

import static dev.parley.history.Caller.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.memory.EphemeralLog;
import dev.parley.protocol.RoomName;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoutedLogTest {
  private static final RoomName KEPT = new RoomName("kept");
  private static final RoomName UNKEPT = new RoomName("unkept");
  private static final HistoryLimits LIMITS =
      new HistoryLimits(1, 1, Duration.ZERO, 10, 65_536, 1, 0, 65_536, 1, Duration.ofHours(1), 1);

  /** Two logs that keep nothing can be told apart as well as any two. */
  private final RoomLog stored = new EphemeralLog(LIMITS, Clock.systemUTC(), Thread::new);

  private final RoomLog ephemeral = new EphemeralLog(LIMITS, Clock.systemUTC(), Thread::new);
  private final RoutedLog log =
      new RoutedLog(
          new PolicyByRoom(KEPT::equals, room -> Retention.FOREVER, room -> false),
          stored,
          ephemeral);

  @Test
  void eachRoomHasItsLogAndTheListenerHearsBoth() {
    RecordingListener listener = new RecordingListener();
    log.onCommit(listener);

    new Caller(log, KEPT, "ann").says("to be kept");
    new Caller(log, UNKEPT, "ann").says("to be forgotten");

    assertThat(listener.of(KEPT)).hasSize(1);
    assertThat(listener.of(UNKEPT)).hasSize(1);
    assertThat(soon(stored.find(KEPT))).isEqualTo(soon(log.find(KEPT))).isPresent();
    assertThat(soon(stored.find(UNKEPT))).isEmpty();
    assertThat(soon(ephemeral.find(UNKEPT))).contains(soon(log.open(UNKEPT)));
    assertThat(soon(ephemeral.find(KEPT))).isEmpty();
  }

  @Test
  void readsGoWhereTheWritesWent() {
    LogHead kept = soon(log.open(KEPT));
    LogHead unkept = soon(log.open(UNKEPT));

    assertThat(soon(log.missed(KEPT, kept.position(), kept.position())))
        .isInstanceOf(Missed.All.class);
    assertThat(soon(log.missed(UNKEPT, unkept.position(), unkept.position())))
        .isInstanceOf(Missed.All.class);
    assertThat(soon(log.missed(KEPT, unkept.position(), kept.position())))
        .isInstanceOf(Missed.EpochChanged.class);
    assertThat(soon(log.before(KEPT, 1, 1)).messages()).isEmpty();
    assertThat(soon(log.after(UNKEPT, 0, 1)).messages()).isEmpty();
  }
}
