package dev.parley.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwksSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example/realms/company/protocol/openid-connect/certs",
        "HTTPS://id.example:8443/keys?tenant=a",
        "http://localhost:8180/keys",
        "http://127.0.0.1/keys",
        "http://[::1]:8180/keys"
      })
  void takesTlsAndTheMachineItself(String uri) {
    assertThat(TestJwks.at(uri).isSet()).isTrue();
  }

  @Test
  void takesNone() {
    assertThat(TestJwks.at("").isSet()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example/keys",
        "http://localhost.evil.example/keys",
        "http://127.0.0.1.evil.example/keys",
        "http://localhost@evil.example/keys",
        "https://user:password@id.example/keys",
        "https://id.example/keys#x",
        "https:///keys",
        "file:///etc/passwd",
        "ftp://id.example/keys",
        "//id.example/keys",
        "/keys",
        "id.example",
        "https://id example/"
      })
  void refusesEveryOtherAddress(String uri) {
    assertThatThrownBy(() -> TestJwks.at(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "uri must be https://host/path, without user and fragment, or http:// on localhost,"
                + " was \""
                + uri
                + '"');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          999      | 100 | 0 | 100 | 1024    | refresh-every must be 1000 to 86400000 ms, was 999 ms
          1000     | 99  | 0 | 100 | 1024    | retry-pause must be 100 to 3600000 ms, was 99 ms
          1000     | 100 | -1 | 100 | 1024   | outage must be 0 to 604800000 ms, was -1 ms
          1000     | 100 | 0 | 30001 | 1024  | timeout must be 100 to 30000 ms, was 30001 ms
          1000     | 100 | 0 | 100 | 1048577 | max-bytes must be 1024 to 1048576 bytes, was 1048577
          """)
  void namesTheKeyThatIsOutOfItsRange(
      long refresh, long pause, long outage, long timeout, int maxBytes, String message) {
    assertThatThrownBy(
            () ->
                new JwksSettings(
                    "",
                    Duration.ofMillis(refresh),
                    Duration.ofMillis(pause),
                    Duration.ofMillis(outage),
                    Duration.ofMillis(timeout),
                    maxBytes,
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
