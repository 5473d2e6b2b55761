package dev.parley.history;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryLimitsTest {
  private static HistoryLimits limits(long... values) {
    return new HistoryLimits(
        (int) values[0],
        (int) values[1],
        Duration.ofMillis(values[2]),
        (int) values[3],
        (int) values[4],
        (int) values[5],
        (int) values[6],
        (int) values[7],
        (int) values[8],
        Duration.ofMillis(values[9]),
        (int) values[10]);
  }

  private static long[] least() {
    return new long[] {1, 1, 0, 1, 65_536, 1, 0, 65_536, 1, 1_000, 1};
  }

  @Test
  void boundsThemselvesAreTaken() {
    assertThatCode(() -> limits(least())).doesNotThrowAnyException();
    assertThatCode(
            () ->
                limits(
                    16,
                    10_000,
                    100,
                    1_000_000,
                    1 << 30,
                    64,
                    10_000,
                    1 << 30,
                    1_000,
                    86_400_000,
                    10_000))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 17, 'writers must be 1 to 16, was 17'",
    "1, 0, 'batch-entries must be 1 to 10000, was 0'",
    "2, 101, 'linger must be 0 to 100, was 101'",
    "3, 1000001, 'queue-entries must be 1 to 1000000, was 1000001'",
    "4, 65535, 'queue-bytes must be 65536 to 1073741824, was 65535'",
    "5, 65, 'readers must be 1 to 64, was 65'",
    "6, -1, 'replay-messages must be 0 to 10000, was -1'",
    "7, 65535, 'replay-bytes must be 65536 to 1073741824, was 65535'",
    "8, 1001, 'page-messages must be 1 to 1000, was 1001'",
    "9, 999, 'retention-every must be 1000 to 9223372036854775807, was 999'",
    "10, 10001, 'retention-slice must be 1 to 10000, was 10001'",
  })
  void valueBeyondItsBoundIsNamed(int index, long value, String message) {
    long[] values = least();
    values[index] = value;

    assertThatThrownBy(() -> limits(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
