package dev.parley.history.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InListTest {
  private static List<Integer> upTo(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  @Test
  void partsAreFilledUpToAPowerOfTwoWithTheirLastValue() {
    assertThat(InList.parts(upTo(1))).containsExactly(List.of(1));
    assertThat(InList.parts(upTo(2))).containsExactly(List.of(1, 2));
    assertThat(InList.parts(upTo(3))).containsExactly(List.of(1, 2, 3, 3));
    assertThat(InList.parts(upTo(4))).containsExactly(List.of(1, 2, 3, 4));
    assertThat(InList.parts(upTo(5))).containsExactly(List.of(1, 2, 3, 4, 5, 5, 5, 5));
  }

  @Test
  void partsHaveABoundAndTogetherAllValues() {
    List<List<Integer>> parts = InList.parts(upTo(1_030));

    assertThat(parts).extracting(List::size).containsExactly(512, 512, 8);
    assertThat(parts.stream().flatMap(List::stream).distinct()).isEqualTo(upTo(1_030));
  }

  @Test
  void nothingHasNoParts() {
    assertThat(InList.parts(List.of())).isEmpty();
  }

  @Test
  void wholeIsOnePart() {
    assertThat(InList.whole(upTo(1_030))).hasSize(2_048).containsAll(upTo(1_030));
  }
}
