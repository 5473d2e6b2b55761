package dev.parley.dialect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"order-7", "\"order-7\"", "  order-7 "})
  void isOneKeyWithQuotesOrWithout(String header) {
    assertThat(IdempotencyKey.read(header)).isEqualTo(new ClientKey("order-7"));
  }

  @Test
  void needNotBeThere() {
    assertThat(IdempotencyKey.read(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"", "a\"b", "a\\b", "\u00e9", "a\tb", "\"a", "x\u2028y"})
  void isRefusedWhereItIsNone(String header) {
    assertThatThrownBy(() -> IdempotencyKey.read(header))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(400);
              assertThat(refused.problem().violations())
                  .singleElement()
                  .satisfies(v -> assertThat(v.path()).isEqualTo("Idempotency-Key"));
            });
  }

  @Test
  void isNotLongerThanAKey() {
    assertThat(IdempotencyKey.read("k".repeat(64))).isNotNull();
    assertThatThrownBy(() -> IdempotencyKey.read("k".repeat(65)))
        .isInstanceOf(RefusedException.class);
  }
}
