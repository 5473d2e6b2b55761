package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.session.TestClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "ROOM,      member,    false, true",
    "ROOM,      member,    true,  false",
    "ROOM,      moderator, false, false",
    "ROOM,      admin,     false, false",
    "MODERATOR, member,    false, true",
    "MODERATOR, member,    true,  true",
    "MODERATOR, moderator, false, false",
    "MODERATOR, admin,     true,  false",
    "ADMIN,     member,    true,  true",
    "ADMIN,     moderator, true,  true",
    "ADMIN,     admin,     true,  true"
  })
  void bindsThoseBelow(Authority of, String role, boolean moderates, boolean binds) {
    assertThat(of.binds(TestClient.identity("ann", role), moderates)).isEqualTo(binds);
  }
}
