package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActIdTest {
  @Test
  void isReadAsItIsWritten() {
    ActId id = new ActId(0x18f3a2b4c5d60718L);
    assertThat(id.toString()).isEqualTo("18f3a2b4c5d60718");
    assertThat(ActId.parse("18f3a2b4c5d60718")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "ffffffffffffffff", "18F3A2B4C5D60718", "18f3a2b4c5d607181"})
  void anythingElseIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ActId.parse(text));
  }

  @Test
  void theyRise() {
    ActIds ids = new ActIds(Clock.systemUTC());
    assertThat(Stream.generate(ids::next).limit(10_000).map(ActId::number))
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
