package dev.parley.history.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStateTest {
  private static Throwable wrapped(String state) {
    return new IllegalStateException(new RuntimeException(new SQLException("", state)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "25006", "53100", "53300", "57P01", "58030", "08006", "90020", "90030", "90098", "HY000"
      })
  void databaseThatTakesNoWritesIsAway(String state) {
    assertThat(SqlState.isAway(wrapped(state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "22001", "57014", "42P01"})
  void anEntryOrALockIsNotTheWholeDatabase(String state) {
    assertThat(SqlState.isAway(wrapped(state))).isFalse();
  }

  @Test
  void whatHasNoStateIsNotAway() {
    assertThat(SqlState.isAway(new IllegalStateException())).isFalse();
  }
}
