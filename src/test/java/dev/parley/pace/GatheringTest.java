package dev.parley.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
  private final Gathering gathering = new Gathering();

  private void took(int times, int count) {
    for (int i = 0; i < times; i++) {
      gathering.took(count);
    }
  }

  @Test
  void oneIsEnoughWhereNeverMoreCame() {
    assertThat(gathering.isEnough(1)).isTrue();
    took(40, 1);
    assertThat(gathering.isEnough(1)).isTrue();
  }

  @Test
  void asManyAsTheGreatestBatchAreEnough() {
    took(1, 32);
    took(1, 5);

    assertThat(gathering.isEnough(31)).isFalse();
    assertThat(gathering.isEnough(32)).isTrue();
  }

  @Test
  void aGreatBatchIsForgottenAfterTwoWindowsAtTheLatest() {
    took(1, 32);
    took(15, 4);
    took(1, 4);
    assertThat(gathering.isEnough(4)).isFalse();

    took(16, 4);
    assertThat(gathering.isEnough(4)).isTrue();
  }

  @Test
  void onceInSixteenBatchesNothingIsEnough() {
    took(15, 8);
    assertThat(gathering.isEnough(8)).isTrue();

    took(1, 8);
    assertThat(gathering.isEnough(1000)).isFalse();

    took(1, 8);
    assertThat(gathering.isEnough(8)).isTrue();
  }
}
