package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.history.Retention;
import dev.parley.protocol.RoomName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomPoliciesTest {
  private static final RoomPolicies POLICIES =
      new RoomPolicies(
          TestSettings.with(
                  "parley.room.defaults.rooms",
                  "open:*",
                  "parley.room.defaults.max-age",
                  "1d",
                  "parley.room.policies",
                  """
                  [ { rooms = "open:cursor", history = false, max-members = 7 },
                    { rooms = "open:c*", max-messages = 3 },
                    { rooms = "secret", join = [admin] } ]
                  """)
              .room());

  private static RoomPolicy of(String room) {
    return POLICIES.of(new RoomName(room)).orElseThrow();
  }

  @Test
  void theFirstThatMatchesCounts() {
    assertThat(of("open:cursor").maxMembers()).isEqualTo(7);
    assertThat(of("open:chess").maxMessages()).isEqualTo(3);
    assertThat(of("secret").join()).containsExactly("admin");
    assertThat(of("open:house").rooms()).hasToString("open:*");
  }

  @Test
  void aNameThatNothingMatchesIsNoRoom() {
    assertThat(POLICIES.of(new RoomName("elsewhere"))).isEmpty();
  }

  @Test
  void saysWhichRoomsKeepTheirHistoryAndForHowLong() {
    assertThat(POLICIES.isKept(new RoomName("open:cursor"))).isFalse();
    assertThat(POLICIES.isKept(new RoomName("open:house"))).isTrue();
    assertThat(POLICIES.retention(new RoomName("open:chess")))
        .isEqualTo(new Retention(Duration.ofDays(1), 3L));
  }

  @Test
  void whatIsThereOfARoomThatIsNoneAnyMoreIsKept() {
    assertThat(POLICIES.isKept(new RoomName("elsewhere"))).isTrue();
    assertThat(POLICIES.retention(new RoomName("elsewhere"))).isEqualTo(Retention.FOREVER);
  }
}
