package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionLimitsTest {
  @Test
  void comeAsTheProtocolSays() {
    SessionLimits limits = TestSettings.with().session();

    assertThat(limits)
        .isEqualTo(
            new SessionLimits(
                65_536,
                1_048_576,
                65_536,
                Duration.ofSeconds(20),
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(25),
                Duration.ofMinutes(2),
                100_000,
                20,
                200,
                64,
                100_000));
  }

  @ParameterizedTest
  @CsvSource({
    "frame-bytes, 1024, 262144",
    "queue-bytes, 16384, 67108864",
    "batch-bytes, 1024, 4194304",
    "send-deadline, 1000ms, 1d",
    "heartbeat, 100ms, 1d",
    "silence, 100ms, 1d",
    "auth-timeout, 100ms, 1d",
    "token-grace, 0s, 10m",
    "resume, 0s, 1h",
    "parked, 1, 10000000",
    "per-user, 1, 1000000",
    "per-address, 1, 1000000",
    "ipv6-prefix, 32, 128",
    "per-node, 1, 10000000",
  })
  void takesTheLeastAndTheMost(String key, String least, String most) {
    assertThat(TestSettings.with("parley.session." + key, least)).isNotNull();
    assertThat(TestSettings.with("parley.session." + key, most)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "frame-bytes, 1023, 'must be 1024 to 262144 bytes, was 1023'",
    "frame-bytes, 262145, 'must be 1024 to 262144 bytes, was 262145'",
    "queue-bytes, 16383, 'must be 16384 to 67108864 bytes, was 16383'",
    "queue-bytes, 67108865, 'must be 16384 to 67108864 bytes, was 67108865'",
    "batch-bytes, 1023, 'must be 1024 to 4194304 bytes, was 1023'",
    "batch-bytes, 4194305, 'must be 1024 to 4194304 bytes, was 4194305'",
    "send-deadline, 999ms, 'must be 1000 ms or more, was 999 ms'",
    "heartbeat, 99ms, 'must be 100 ms or more, was 99 ms'",
    "silence, 99ms, 'must be 100 ms or more, was 99 ms'",
    "auth-timeout, 99ms, 'must be 100 ms or more, was 99 ms'",
    "token-grace, -1ms, 'must be 0 to 600000 ms, was -1 ms'",
    "token-grace, 600001ms, 'must be 0 to 600000 ms, was 600001 ms'",
    "resume, -1ms, 'must be 0 to 3600000 ms, was -1 ms'",
    "resume, 3600001ms, 'must be 0 to 3600000 ms, was 3600001 ms'",
    "parked, 0, 'must be 1 to 10000000 sessions, was 0'",
    "parked, 10000001, 'must be 1 to 10000000 sessions, was 10000001'",
    "per-user, 0, 'must be 1 to 1000000 sessions, was 0'",
    "per-user, 1000001, 'must be 1 to 1000000 sessions, was 1000001'",
    "per-address, 0, 'must be 1 to 1000000 connections, was 0'",
    "per-address, 1000001, 'must be 1 to 1000000 connections, was 1000001'",
    "per-node, 0, 'must be 1 to 10000000 connections, was 0'",
    "per-node, 10000001, 'must be 1 to 10000000 connections, was 10000001'",
  })
  void refusesWhatIsBeyondNamingTheKeyAndWhatIsExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> TestSettings.with("parley.session." + key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }
}
