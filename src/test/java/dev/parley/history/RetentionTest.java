package dev.parley.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void countKeepsTheNewest() {
    Retention newestThree = new Retention(null, 3L);

    assertThat(newestThree.drops(7, NOW, 10, NOW)).isTrue();
    assertThat(newestThree.drops(8, NOW, 10, NOW)).isFalse();
  }

  @Test
  void ageKeepsWhatIsNotOlder() {
    Retention anHour = new Retention(Duration.ofHours(1), null);

    assertThat(anHour.drops(1, NOW.minusSeconds(3_600), 10, NOW)).isFalse();
    assertThat(anHour.drops(1, NOW.minusMillis(3_600_001), 10, NOW)).isTrue();
  }

  @Test
  void eitherBoundDrops() {
    Retention both = new Retention(Duration.ofHours(1), 3L);

    assertThat(both.drops(10, NOW.minusSeconds(7_200), 10, NOW)).isTrue();
    assertThat(both.drops(1, NOW, 10, NOW)).isTrue();
    assertThat(Retention.FOREVER.drops(1, Instant.EPOCH, Long.MAX_VALUE, NOW)).isFalse();
  }

  @Test
  void boundsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> new Retention(Duration.ZERO, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max-age must be above 0, was PT0S");
    assertThatThrownBy(() -> new Retention(null, -1L))
        .hasMessage("max-count must be 0 or more, was -1");
  }
}
