package dev.parley.protocol;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*, lobby, true",
    "lobby, lobby, true",
    "lobby, lobby2, false",
    "lobby2, lobby, false",
    "lobby, Lobby, false",
    "staff:*, staff:, true",
    "staff:*, staff:board, true",
    "staff:*, the-staff:board, false",
    "*:private, a:private, true",
    "*:private, a:private:private, true",
    "*:private, a:privat, false",
    "a*c*e, abcde, true",
    "a*c*e, ace, true",
    "a*c*e, acecce, true",
    "a*c*e, abde, false",
    "a**e, ae, true",
    "a.c, abc, false",
    "a.c, a.c, true",
    "drafts#*, drafts#ann, true",
  })
  void aStarStandsForAnyCharacters(String pattern, String room, boolean matches) {
    assertThat(new RoomPattern(pattern).matches(new RoomName(room))).isEqualTo(matches);
    RoomName ours = new RoomName(new Tenant("acme"), room);
    assertThat(new RoomPattern(pattern).matches(ours)).isEqualTo(matches);
  }

  @Test
  void noPatternTakesLong() {
    RoomPattern worst = new RoomPattern("*a".repeat(63) + "b");
    RoomName name = new RoomName("a".repeat(128));
    assertTimeoutPreemptively(
        ofSeconds(5),
        () -> {
          for (int i = 0; i < 10_000; i++) {
            assertThat(worst.matches(name)).isFalse();
          }
        });
  }
}
