package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "per-node, 1, 10000000",
    "per-session, 1, 100000",
    "announce-up-to, 0, 100000",
    "members-page, 1, 1000",
    "content-chars, 1, 32768",
    "history-default, 1, 1000",
    "grace, 0s, 1d",
    "typing, 1s, 1d",
    "fan-out-threads, 1, 64",
    "inline-members, 0, 100000",
    "backlog-events, 100, 1000000",
  })
  void takesTheLeastAndTheMost(String key, String least, String most) {
    assertThat(TestSettings.with("parley.room." + key, least)).isNotNull();
    assertThat(TestSettings.with("parley.room." + key, most)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "per-node, 0, 'must be 1 to 10000000 rooms, was 0'",
    "per-node, 10000001, 'must be 1 to 10000000 rooms, was 10000001'",
    "per-session, 0, 'must be 1 to 100000 rooms, was 0'",
    "per-session, 100001, 'must be 1 to 100000 rooms, was 100001'",
    "announce-up-to, -1, 'must be 0 to 100000 users, was -1'",
    "announce-up-to, 100001, 'must be 0 to 100000 users, was 100001'",
    "members-page, 0, 'must be 1 to 1000 members, was 0'",
    "members-page, 1001, 'must be 1 to 1000 members, was 1001'",
    "content-chars, 0, 'must be 1 to 32768 UTF-16 units, was 0'",
    "content-chars, 32769, 'must be 1 to 32768 UTF-16 units, was 32769'",
    "history-default, 0, 'must be 1 to 1000 messages, was 0'",
    "history-default, 1001, 'must be 1 to 1000 messages, was 1001'",
    "typing, 999ms, 'must be 1000 ms or more, was 999 ms'",
    "fan-out-threads, 0, 'must be 1 to 64 threads, was 0'",
    "fan-out-threads, 65, 'must be 1 to 64 threads, was 65'",
    "inline-members, -1, 'must be 0 to 100000 sessions, was -1'",
    "inline-members, 100001, 'must be 0 to 100000 sessions, was 100001'",
    "backlog-events, 99, 'must be 100 to 1000000 events, was 99'",
    "backlog-events, 1000001, 'must be 100 to 1000000 events, was 1000001'",
  })
  void refusesWhatIsBeyondNamingTheKeyAndWhatIsExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> TestSettings.with("parley.room." + key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }
}
