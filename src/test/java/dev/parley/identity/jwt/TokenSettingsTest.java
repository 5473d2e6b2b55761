package dev.parley.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSettingsTest {
  private static final ClaimNames CLAIMS = new ClaimNames("sub", "name", "roles", "", "");
  private static final JwksSettings NO_JWKS = TestJwks.at("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1s  | RS256 | 8192  | 30s  | 10    | clock-skew must be 0s to 5m, was -1000ms
          301s | RS256 | 8192  | 30s  | 10    | clock-skew must be 0s to 5m, was 301000ms
          30s  |       | 8192  | 30s  | 10    | algorithms must name at least one, was empty
          30s  | RS256 | 1023  | 30s  | 10    | max-bytes must be 1024 to 65536 bytes, was 1023
          30s  | RS256 | 65537 | 30s  | 10    | max-bytes must be 1024 to 65536 bytes, was 65537
          30s  | RS256 | 8192  | 301s | 10    | cache-ttl must be 0s to 5m, was 301000ms
          30s  | RS256 | 8192  | 30s  | -1    | cache-entries must be 0 to 1000000 entries, was -1
          """)
  void namesTheKeyThatIsOutOfItsRange(
      String skew,
      TokenAlgorithm algorithm,
      int maxBytes,
      String ttl,
      int entries,
      String message) {
    List<TokenAlgorithm> algorithms = algorithm == null ? List.of() : List.of(algorithm);

    assertThatThrownBy(
            () ->
                new TokenSettings(
                    HmacSecret.NONE,
                    "",
                    NO_JWKS,
                    "",
                    "",
                    seconds(skew),
                    algorithms,
                    CLAIMS,
                    maxBytes,
                    seconds(ttl),
                    entries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
  }

  @Test
  void takesRsaAndEcKeysAsPem() {
    assertThat(of(HandMadeJwt.pem(HandMadeJwt.rsa(2_048))).hasKey()).isTrue();
    assertThat(of(HandMadeJwt.pem(HandMadeJwt.ec("secp256r1"))).hasKey()).isTrue();
    assertThat(of("").hasKey()).isFalse();
  }

  @Test
  void takesAPemOnOneLineAsSomePlatformsHandItOut() {
    String pem = HandMadeJwt.pem(HandMadeJwt.ec("secp256r1")).replace("\n", " ");

    assertThat(of(pem).hasKey()).isTrue();
  }

  @Test
  void refusesAKeyThatIsTooWeakOrOnAnotherCurve() {
    assertRefused(
        HandMadeJwt.pem(HandMadeJwt.rsa(1_024)), "an RSA key of at least 2048 bits, was 1024 bits");
    assertRefused(
        HandMadeJwt.pem(HandMadeJwt.ec("secp384r1")),
        "an EC key on P-256, was one on another curve");
  }

  @Test
  void refusesWhatIsNoPublicKeyAndDoesNotShowIt() {
    KeyPair pair = HandMadeJwt.ec("secp256r1");
    String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());

    assertRefused(
        "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----",
        "a public key, was a private key");
    assertRefused(
        "-----BEGIN PUBLIC KEY-----\n" + secret + "\n-----END PUBLIC KEY-----",
        "an RSA or EC key, was another or a broken one");
    assertRefused(
        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
        "an RSA or EC key, was another or a broken one");
    assertRefused(
        "https://example.com/key.pem", "PEM (-----BEGIN PUBLIC KEY-----) or JWK text, was neither");
    assertRefused("{\"kty\":\"oct\",\"k\":\"AAAA\"}", "a public key, was a private or secret key");
    assertRefused(
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "a JWK of kty RSA or EC, was one of another kty");
    assertRefused("{\"kty\":\"RSA\"", "PEM or JWK text, was an unreadable JWK");
  }

  private static void assertRefused(String key, String message) {
    assertThatThrownBy(() -> of(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("public-key must be " + message);
  }

  private static TokenSettings of(String key) {
    return new TokenSettings(
        HmacSecret.NONE,
        key,
        NO_JWKS,
        "",
        "",
        Duration.ZERO,
        List.of(TokenAlgorithm.values()),
        CLAIMS,
        8_192,
        Duration.ZERO,
        0);
  }

  @Test
  void takesSeveralKeysAsJwkSet() {
    String jwks = TestJwks.set(TestJwks.rsa("a", HandMadeJwt.rsa(2_048)));
    assertThat(of(jwks).hasKey()).isTrue();
    assertRefused(
        "{\"keys\":[]}",
        "a JWK Set with an RSA key of 2048 bits or an EC key on P-256, was without");
    assertRefused("{\"keys\":7}", "PEM, JWK or JWK Set text, was an unreadable JWK Set");
  }

  @Test
  void takesPublishedKeysOrConfiguredOnesButNotBoth() {
    assertThatThrownBy(
            () ->
                new TokenSettings(
                    HmacSecret.NONE,
                    HandMadeJwt.pem(HandMadeJwt.ec("secp256r1")),
                    TestJwks.at("https://id.example/keys"),
                    "",
                    "",
                    Duration.ZERO,
                    List.of(TokenAlgorithm.ES256),
                    CLAIMS,
                    8_192,
                    Duration.ZERO,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("public-key must be empty where jwks.uri is set, was set as well");
  }

  @Test
  void aSecretIsEmptyOrLongEnoughAndNeverShown() {
    String enough = "0123456789abcdef0123456789abcdef";

    assertThatThrownBy(() -> new HmacSecret(enough.substring(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be empty or at least 32 bytes long, was 31 bytes long");
    assertThat(new HmacSecret("ä".repeat(16)).isEmpty()).isFalse();
    assertThat(new HmacSecret(enough)).hasToString("(hidden)");
    assertThat(HmacSecret.NONE).hasToString("(none)");
  }

  @Test
  void aClaimMustHaveAName() {
    assertThatThrownBy(() -> new ClaimNames("sub", " ", "roles", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must be the name of a claim, 1 to 128 characters, was \" \"");
  }

  @ParameterizedTest
  @CsvSource({"59s, false", "60s, true", "31536000s, true", "31536001s, false"})
  void guestTokensLiveAMinuteToAYear(String ttl, boolean taken) {
    if (taken) {
      assertThat(new GuestSettings(true, seconds(ttl), HmacSecret.NONE).tokenTtl())
          .isEqualTo(seconds(ttl));
    } else {
      assertThatThrownBy(() -> new GuestSettings(true, seconds(ttl), HmacSecret.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("token-ttl must be 1m to 365d, was " + ttl);
    }
  }
}
