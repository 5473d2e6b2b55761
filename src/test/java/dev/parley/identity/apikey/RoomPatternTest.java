package dev.parley.identity.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parley.protocol.RoomName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomPatternTest {
  @ParameterizedTest
  @CsvSource({
    "lobby, lobby, true",
    "lobby, lobby2, false",
    "lobby, Lobby, false",
    "orders:*, orders:1, true",
    "orders:*, orders:, true",
    "orders:*, orders, false",
    "*, anything/at.all, true",
    "*:desk, a:desk, true",
    "*:desk, a:desk:b, false",
    "a*b*c, aXbYbZc, true",
    "a*b*c, abc, true",
    "a*b*c, acb, false",
    "a**, a, true",
    "a.c, abc, false",
    "*, drafts#u-ada, false",
    "drafts*, drafts#u-ada, false",
    "drafts#*, drafts#u-ada, true",
    "*#u-ada, drafts#u-ada, true"
  })
  void matchesWholeNames(String pattern, String room, boolean matches) {
    assertThat(new RoomPattern(pattern).matches(new RoomName(room))).isEqualTo(matches);
  }

  @Test
  void isNotSlowedDownByStars() {
    RoomPattern pattern = new RoomPattern("a*".repeat(63) + "b");
    RoomName room = new RoomName("a".repeat(128));
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> pattern.matches(room)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a room", "a,b", "a!b", "[a]", "a'b"})
  void refusesWhatNoRoomIsCalled(String text) {
    assertThatThrownBy(() -> new RoomPattern(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be 1–128 of letters, digits and . _ - : / ~ % # *");
  }
}
