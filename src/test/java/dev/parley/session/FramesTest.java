package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FramesTest {
  @Test
  void keepTheirOrder() {
    assertThat(Frames.of(List.of("a", "b")).texts()).containsExactly("a", "b");
    assertThat(Frames.of("a").texts()).containsExactly("a");
  }

  @Test
  void areMadeIntoBytesOnceForAll() {
    AtomicInteger asked = new AtomicInteger();
    Frames frames = Frames.of(List.of("a", "b"));

    byte[] first = wire(frames, asked);

    assertThat(first).isEqualTo("a+b".getBytes(StandardCharsets.US_ASCII));
    assertThat(wire(frames, asked)).isSameAs(first);
    assertThat(asked).hasValue(1);
  }

  private static byte[] wire(Frames frames, AtomicInteger asked) {
    return frames.wire(
        texts -> {
          asked.incrementAndGet();
          return String.join("+", texts).getBytes(StandardCharsets.US_ASCII);
        });
  }
}
