package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.history.Retention;
import dev.parley.session.TestClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomPolicyTest {
  private static RoomPolicy named(String rooms) {
    return new RoomPolicy(rooms, true, null, null, 10, true, List.of("*"));
  }

  private static RoomPolicy keeping(Duration maxAge, Long maxMessages) {
    return new RoomPolicy("*", true, maxAge, maxMessages, 10, true, List.of("*"));
  }

  private static RoomPolicy of(int maxMembers) {
    return new RoomPolicy("*", true, null, null, maxMembers, true, List.of("*"));
  }

  private static RoomPolicy open(String... roles) {
    return new RoomPolicy("*", true, null, null, 10, true, List.of(roles));
  }

  @ParameterizedTest
  @CsvSource({
    "*, lobby, true",
    "lobby, lobby, true",
    "lobby, lobby2, false",
    "lobby, Lobby, false",
    "staff:*, staff:, true",
    "staff:*, staff:board, true",
    "staff:*, the-staff:board, false",
    "*:private, a:private, true",
    "a*c*e, abcde, true",
    "a*c*e, ace, true",
    "a*c*e, abde, false",
    "a.c, abc, false",
    "a.c, a.c, true",
  })
  void aStarStandsForAnyCharacters(String pattern, String room, boolean matches) {
    assertThat(named(pattern).pattern().matcher(room).matches()).isEqualTo(matches);
  }

  @Test
  void admitsWhoHasOneOfTheRoles() {
    assertThat(open("*").admits(TestClient.identity("ann"))).isTrue();
    assertThat(open("staff", "admin").admits(TestClient.identity("ann", "admin"))).isTrue();
    assertThat(open("staff", "admin").admits(TestClient.identity("ann", "guest"))).isFalse();
    assertThat(open("staff").admits(TestClient.identity("ann"))).isFalse();
    assertThat(open().admits(TestClient.identity("ann", "admin"))).isFalse();
  }

  @Test
  void hasARetention() {
    Duration day = Duration.ofDays(1);

    assertThat(keeping(day, 5L).retention()).isEqualTo(new Retention(day, 5L));
    assertThat(keeping(null, null).retention()).isEqualTo(Retention.FOREVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a room", "staff:?", "[a-z]", "\\E"})
  void refusesAPatternThatIsNone(String rooms) {
    assertThatThrownBy(() -> named(rooms))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "rooms must be 1–128 of letters, digits and . _ - : / *, was \"" + rooms + "\"");
  }

  @Test
  void refusesWhatIsBeyond() {
    assertThat(List.of(of(1), of(1_000_000), keeping(Duration.ofMillis(1), 1L))).isNotEmpty();
    assertThatThrownBy(() -> of(0)).hasMessage("max-members must be 1 to 1000000 users, was 0");
    assertThatThrownBy(() -> of(1_000_001))
        .hasMessage("max-members must be 1 to 1000000 users, was 1000001");
    assertThatThrownBy(() -> keeping(Duration.ZERO, null))
        .hasMessage("max-age must be more than 0, was PT0S");
    assertThatThrownBy(() -> keeping(Duration.ofSeconds(-1), null))
        .hasMessage("max-age must be more than 0, was PT-1S");
    assertThatThrownBy(() -> keeping(null, 0L))
        .hasMessage("max-messages must be 1 or more messages, was 0");
  }
}
