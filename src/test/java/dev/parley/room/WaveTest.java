package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveTest {
  private final AtomicInteger settled = new AtomicInteger();
  private final Wave wave = new Wave(settled::incrementAndGet);

  private void begin(int sessions) {
    IntStream.range(0, sessions).forEach(i -> wave.began());
  }

  private void end(int sessions) {
    IntStream.range(0, sessions).forEach(i -> wave.ended());
  }

  @Test
  void hasSettledWhenAllIsSentAndNothingIsUnderWay() {
    begin(3);
    end(3);
    assertThat(settled).hasValue(0);

    wave.allSent(3);

    assertThat(settled).hasValue(1);
  }

  @Test
  void waitsForThoseUnderWayButForOneOfEight() {
    begin(16);
    wave.allSent(16);
    end(13);
    assertThat(settled).hasValue(0);

    end(1);

    assertThat(settled).hasValue(1);
    end(2);
    assertThat(settled).hasValue(1);
  }

  @Test
  void inASmallRoomWaitsForAll() {
    begin(7);
    wave.allSent(7);
    end(6);
    assertThat(settled).hasValue(0);

    end(1);

    assertThat(settled).hasValue(1);
  }

  @Test
  void whoGivesUpWaitsNoLongerForThoseUnderWay() {
    begin(16);
    wave.allSent(16);

    wave.giveUp();

    assertThat(settled).hasValue(1);
    end(16);
    assertThat(settled).hasValue(1);
  }

  @Test
  void whoGivesUpStillWaitsUntilAllIsSent() {
    begin(16);

    wave.giveUp();

    assertThat(settled).hasValue(0);
    wave.allSent(16);
    assertThat(settled).hasValue(1);
  }
}
