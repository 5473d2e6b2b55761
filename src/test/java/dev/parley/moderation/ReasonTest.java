package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {
  @Test
  void isUpTo512Characters() {
    assertThat(new Reason("x".repeat(512)).value()).hasSize(512);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reason("x".repeat(513)))
        .withMessage("must be 1 to 512 characters, one of them visible, had 513");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u200b", "a\u0000b", "a\nb"})
  void saysSomethingOnOneLine(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Reason(text));
  }
}
