package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlowModeTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ANN = new UserId("ann");
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final SlowMode slow = new SlowMode(TestSettings.with().moderation());

  private long say(@Nullable String key, long atMs) {
    ClientKey said = key == null ? null : new ClientKey(key);
    return slow.charge(LOBBY, ANN, 30, said, NOON.plusMillis(atMs));
  }

  @Test
  void theNextMessageWaitsForTheRestOfTheTime() {
    assertThat(say(null, 0)).isZero();
    assertThat(say(null, 10_000)).isEqualTo(20_000);
    assertThat(say(null, 29_999)).as("a refusal costs nothing").isEqualTo(1);
    assertThat(say(null, 30_000)).isZero();
    assertThat(say(null, 30_001)).isEqualTo(29_999);
  }

  @Test
  void othersAndOtherRoomsDoNotWait() {
    assertThat(say(null, 0)).isZero();
    assertThat(slow.charge(LOBBY, new UserId("ben"), 30, null, NOON)).isZero();
    assertThat(slow.charge(new RoomName("desk"), ANN, 30, null, NOON)).isZero();
  }

  @Test
  void theSameMessageAgainIsNotAnother() {
    assertThat(say("a", 0)).isZero();
    assertThat(say("a", 1)).isZero();
    assertThat(say("b", 2)).isEqualTo(29_998);
    assertThat(say("a", 29_000)).isZero();
    assertThat(say("b", 30_000)).as("the repetition has not begun it anew").isZero();
  }

  @Test
  void aKeyThatTheRoomMayHaveForgottenIsAnotherMessage() {
    assertThat(slow.charge(LOBBY, ANN, 3_600, new ClientKey("a"), NOON)).isZero();
    assertThat(slow.charge(LOBBY, ANN, 3_600, new ClientKey("a"), NOON.plusSeconds(599))).isZero();
    assertThat(slow.charge(LOBBY, ANN, 3_600, new ClientKey("a"), NOON.plusSeconds(600)))
        .isEqualTo(3_000_000);
  }
}
