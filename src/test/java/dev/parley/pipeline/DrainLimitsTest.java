package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainLimitsTest {
  @Test
  void comeAsTheProtocolSays() {
    assertThat(TestSettings.with().drain())
        .isEqualTo(
            new DrainLimits(
                500,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "batch-sessions, 1, 100000",
    "pause, 10ms, 10s",
    "spread, 10ms, 10m",
    "finish-within, 10ms, 5m",
    "longest, 100ms, 1h",
    "shutdown-within, 100ms, 5m",
  })
  void takesTheLeastAndTheMost(String key, String least, String most) {
    assertThat(TestSettings.with("parley.drain." + key, least)).isNotNull();
    assertThat(TestSettings.with("parley.drain." + key, most)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "batch-sessions, 0, 'must be 1 to 100000 sessions, was 0'",
    "batch-sessions, 100001, 'must be 1 to 100000 sessions, was 100001'",
    "pause, 9ms, 'must be 10 to 10000 ms, was 9 ms'",
    "pause, 10001ms, 'must be 10 to 10000 ms, was 10001 ms'",
    "spread, 9ms, 'must be 10 to 600000 ms, was 9 ms'",
    "spread, 600001ms, 'must be 10 to 600000 ms, was 600001 ms'",
    "finish-within, 9ms, 'must be 10 to 300000 ms, was 9 ms'",
    "finish-within, 300001ms, 'must be 10 to 300000 ms, was 300001 ms'",
    "longest, 99ms, 'must be 100 to 3600000 ms, was 99 ms'",
    "longest, 3600001ms, 'must be 100 to 3600000 ms, was 3600001 ms'",
    "shutdown-within, 99ms, 'must be 100 to 300000 ms, was 99 ms'",
    "shutdown-within, 300001ms, 'must be 100 to 300000 ms, was 300001 ms'",
  })
  void refusesWhatIsBeyondNamingTheKeyAndWhatIsExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> TestSettings.with("parley.drain." + key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }
}
