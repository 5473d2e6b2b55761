package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RingTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:01Z");

  private final Ring ring = new Ring();

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      double ack = i % 2 == 0 ? Double.NaN : i;
      ring.add(new Sample(START.plusSeconds(i), i, 1, i, 0, 0, ack, ack));
    }
  }

  @Test
  void keepsTheNewestHour() {
    add(Ring.SECONDS + 5);
    assertThat(ring.after(null)).hasSize(Ring.SECONDS);
    assertThat(ring.after(null).get(0).sessions()).isEqualTo(5);
    assertThat(ring.after(START.plusSeconds(Ring.SECONDS + 2))).hasSize(2);
  }

  @Test
  void joinsTheSecondsOfASpanAndLeavesOutOneThatIsNotOver() {
    add(25);
    assertThat(ring.after(null, 10))
        .containsExactly(
            new Sample(START.plusSeconds(9), 9, 1, 4.5, 0, 0, 9, 9),
            new Sample(START.plusSeconds(19), 19, 1, 14.5, 0, 0, 19, 19));
    assertThat(ring.after(START.plusSeconds(9), 10)).hasSize(1);
    assertThat(ring.after(START.plusSeconds(19), 10)).isEmpty();
  }
}
