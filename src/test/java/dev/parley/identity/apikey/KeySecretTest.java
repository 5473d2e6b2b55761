package dev.parley.identity.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretTest {
  private static final String KNOWN =
      "parley_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @Test
  void hasItsIdInItAndComesBackFromItsText() {
    KeySecret secret = KeySecret.random();
    assertThat(secret.reveal()).matches("parley_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    KeySecret parsed = KeySecret.parse(secret.reveal()).orElseThrow();
    assertThat(parsed.id()).isEqualTo(secret.id());
    assertThat(parsed.digest()).isEqualTo(secret.digest());
  }

  @Test
  void isAnotherEachTime() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.add(KeySecret.random().reveal())).isTrue();
    }
  }

  /** printf %s parley_0123… | openssl dgst -sha256 -binary | base64, made URL-safe */
  @Test
  void isStoredAsItsSha256() {
    assertThat(KeySecret.parse(KNOWN).orElseThrow().digest())
        .isEqualTo("cJTFWyxm17ne3-xrFFEufhndChSHG2q4UCcSiOcVbYE");
  }

  @Test
  void tellsItsOwnDigestFromOthers() {
    KeySecret secret = KeySecret.random();
    assertThat(secret.hasDigest(secret.digest())).isTrue();
    assertThat(secret.hasDigest(KeySecret.random().digest())).isFalse();
    assertThat(secret.hasDigest("")).isFalse();
  }

  @Test
  void showsNothingOfTheSecret() {
    assertThat(KeySecret.parse(KNOWN).orElseThrow()).hasToString("parley_0123456789abcdef_…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "parley_",
        "parley_0123456789abcdef_short",
        "parley_0123456789ABCDEF_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "parley_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "other_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void isNothingElse(String text) {
    assertThat(KeySecret.parse(text)).isEmpty();
  }
}
