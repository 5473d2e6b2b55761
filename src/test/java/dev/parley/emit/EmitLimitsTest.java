package dev.parley.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.TestSettings;
import dev.parley.session.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmitLimitsTest {
  @Test
  void theRightDependsOnTheRole() {
    EmitLimits limits =
        TestSettings.with("parley.emit.to-room", "staff,member", "parley.emit.to-user", "").emit();

    assertThat(limits.allowsToRoom(TestClient.identity("ann", "member"))).isTrue();
    assertThat(limits.allowsToRoom(TestClient.identity("ann", "guest"))).isFalse();
    assertThat(limits.allowsToUser(TestClient.identity("ann", "member"))).isFalse();
    assertThat(limits.allowsToUser(TestClient.identity("ann", "admin"))).isTrue();
    assertThat(limits.allowsToAnyUser(TestClient.identity("ann", "admin"))).isTrue();
    assertThat(limits.allowsToAnyUser(TestClient.identity("ann", "member"))).isFalse();
    assertThat(limits.allowsToAll(TestClient.identity("ann", "admin"))).isTrue();
    assertThat(limits.allowsToAll(TestClient.identity("ann"))).isFalse();
  }

  @Test
  void aStarIsEverybody() {
    EmitLimits limits = TestSettings.with().emit();

    assertThat(limits.allowsToRoom(TestClient.identity("ann"))).isTrue();
    assertThat(limits.allowsToUser(TestClient.identity("ann"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "awaiting, 0, 'must be 1 to 10000 events, was 0'",
    "awaiting, 10001, 'must be 1 to 10000 events, was 10001'",
    "recipients, 0, 'must be 1 to 100000 sessions, was 0'",
    "recipients, 100001, 'must be 1 to 100000 sessions, was 100001'",
    "event-bytes, 1023, 'must be 1024 to 67108864 bytes, was 1023'",
    "event-bytes, 67108865, 'must be 1024 to 67108864 bytes, was 67108865'",
    "answer-bytes, 1023, 'must be 1024 to 67108864 bytes, was 1023'",
    "answer-bytes, 67108865, 'must be 1024 to 67108864 bytes, was 67108865'",
  })
  void refusesWhatIsBeyondNamingTheKeyAndWhatIsExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> TestSettings.with("parley.emit." + key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "awaiting, 1, 10000",
    "recipients, 1, 100000",
    "event-bytes, 1KiB, 64MiB",
    "answer-bytes, 1KiB, 64MiB"
  })
  void takesTheLeastAndTheMost(String key, String least, String most) {
    assertThat(TestSettings.with("parley.emit." + key, least)).isNotNull();
    assertThat(TestSettings.with("parley.emit." + key, most)).isNotNull();
  }
}
