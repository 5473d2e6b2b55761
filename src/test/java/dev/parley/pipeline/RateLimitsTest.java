package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
  @Test
  void comeAsTheProtocolSays() {
    assertThat(TestSettings.with().rate())
        .isEqualTo(new RateLimits(20, 40, 5, Duration.ofSeconds(10), 500, 1 << 20, 3, 50, 200_000));
  }

  @ParameterizedTest
  @CsvSource({
    "commands-per-second, 1, 1000000",
    "burst, 1, 10000000",
    "typing-share, 1, 100",
    "abuse-after, 1s, 1d",
    "waiting, 1, 10000",
    "waiting-bytes, 1KiB, 64MiB",
    "user-sessions, 0, 1000000",
    "address-sessions, 0, 1000000",
    "remembered, 1, 10000000",
  })
  void takesTheLeastAndTheMost(String key, String least, String most) {
    assertThat(TestSettings.with("parley.rate." + key, least)).isNotNull();
    assertThat(TestSettings.with("parley.rate." + key, most)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "commands-per-second, 0, 'must be 1 to 1000000 commands, was 0'",
    "commands-per-second, 1000001, 'must be 1 to 1000000 commands, was 1000001'",
    "burst, 0, 'must be 1 to 10000000 commands, was 0'",
    "burst, 10000001, 'must be 1 to 10000000 commands, was 10000001'",
    "typing-share, 0, 'must be 1 to 100 commands, was 0'",
    "typing-share, 101, 'must be 1 to 100 commands, was 101'",
    "abuse-after, 999ms, 'must be 1000 ms or more, was 999 ms'",
    "waiting, 0, 'must be 1 to 10000 frames, was 0'",
    "waiting, 10001, 'must be 1 to 10000 frames, was 10001'",
    "waiting-bytes, 1023, 'must be 1024 to 67108864 bytes, was 1023'",
    "waiting-bytes, 67108865, 'must be 1024 to 67108864 bytes, was 67108865'",
    "user-sessions, -1, 'must be 0 to 1000000 sessions, was -1'",
    "address-sessions, 1000001, 'must be 0 to 1000000 sessions, was 1000001'",
    "remembered, 0, 'must be 1 to 10000000 users or addresses, was 0'",
  })
  void refusesWhatIsBeyondNamingTheKeyAndWhatIsExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> TestSettings.with("parley.rate." + key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }
}
