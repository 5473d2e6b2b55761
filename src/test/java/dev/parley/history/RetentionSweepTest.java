package dev.parley.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.RoomName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionSweepTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final RoomName LIBRARY = new RoomName("library");

  private final ScriptedStore store = new ScriptedStore();

  private final HistoryPolicy newest =
      new PolicyByRoom(room -> true, room -> new Retention(null, 1L), room -> false);

  private final RetentionSweep sweep =
      new RetentionSweep(
          store,
          newest::retention,
          TestSettings.with().history(),
          Clock.systemUTC(),
          Thread::new,
          new SimpleMeterRegistry());

  @Test
  void endsAfterTheSliceUnderWay() {
    store.extents =
        List.of(new Extent(LOBBY, 1, 9, Instant.EPOCH), new Extent(LIBRARY, 1, 9, Instant.EPOCH));
    store.afterTrim =
        () -> {
          if (store.trims.size() == 2) {
            sweep.close();
          }
        };

    sweep.round();

    assertThat(store.trims).containsExactly(LOBBY, LOBBY);
  }
}
