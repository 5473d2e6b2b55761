package dev.parley.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestNameTest {
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "'', abc, 3",
    "abc, '', 3",
    "same, same, 0",
    "ab, ba, 2",
    "flaw, lawn, 2"
  })
  void countsTheEdits(String a, String b, int edits) {
    assertThat(ClosestName.distance(a, b)).isEqualTo(edits);
  }

  @Test
  void takesTheFewestEditsAndAmongEqualsTheFirstOfTheAlphabet() {
    assertThat(ClosestName.to("writer", List.of("readers", "writers"))).contains("writers");
    assertThat(ClosestName.to("b", List.of("c", "a"))).contains("a");
    assertThat(ClosestName.to("b", List.of())).isEmpty();
  }
}
