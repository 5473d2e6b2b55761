package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
  private static final Tenant ACME = new Tenant("acme");

  @ParameterizedTest
  @ValueSource(strings = {"", "a room", "a!b", "acme!lobby", "a\\b", "ä", "<b>", "a*"})
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> new RoomName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be 1–128 of letters, digits and . _ - : / ~ % #, was \"");
  }

  @Test
  void theKeyTellsTenantsApartAndIsReadBack() {
    RoomName ours = new RoomName(ACME, "staff:desk/1#ann");
    assertThat(ours.key()).isEqualTo("acme!staff:desk/1#ann");
    assertThat(RoomName.ofKey(ours.key())).isEqualTo(ours);
    assertThat(new RoomName("lobby").key()).isEqualTo("lobby");
    assertThat(RoomName.ofKey("lobby")).isEqualTo(new RoomName("lobby"));
    assertThat(new RoomName(new Tenant("t".repeat(64)), "r".repeat(128)).key())
        .hasSize(RoomName.MAX_KEY_LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "ann, '#ann', true",
    "ann, 'drafts#ann', true",
    "ann, '#anna', false",
    "anna, '#ann', false",
    "ann, '#Ann', false",
    "ann, 'ann', false",
    "ann, '##ann', false",
    "ann, '#ann#ann', false",
    "ann, '#%61nn', false",
    "ann@example.com, '#ann%40example.com', true",
    "ann@example.com, '#ann%40Example.com', false",
    "auth0|5f7c, '#auth0%7C5f7c', true",
    "auth0|5f7c, '#auth0%7c5f7c', false",
    "b:/~é🦊, '#b%3A%2F~%C3%A9%F0%9F%A6%8A', true",
    "#ann, '#%23ann', true",
    "#ann, '##ann', false",
  })
  void aPersonalRoomIsTheOneUsersWhoseIdFollows(String user, String room, boolean own) {
    assertThat(new RoomName(room).isOwnOf(new UserId(user))).isEqualTo(own);
  }

  @Test
  void aPersonalRoomIsOfItsTenant() {
    RoomName room = new RoomName(ACME, "#ann");
    assertThat(room.isPersonal()).isTrue();
    assertThat(room.isOwnOf(new UserId(ACME, "ann"))).isTrue();
    assertThat(room.isOwnOf(new UserId("ann"))).isFalse();
    assertThat(new RoomName("lobby").isPersonal()).isFalse();
  }
}
