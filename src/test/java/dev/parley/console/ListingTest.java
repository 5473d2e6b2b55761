package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  private static final List<String> WORDS =
      IntStream.range(0, 105).mapToObj(i -> "%s-%03d".formatted("x".repeat(i % 3), i)).toList();

  private final Listing<String> listing =
      new Listing<>(
          WORDS, Map.of("name", SortKey::of, "length", word -> SortKey.of(word.length(), word)));

  private Listing.Page<String> page(
      String order, boolean descending, Predicate<String> shown, String cursor) {
    SortKey after = cursor == null ? null : SortKey.ofCursor(cursor);
    return listing.page(new Listing.Query<>(order, descending, shown, after, 10));
  }

  private List<String> all(String order, boolean descending, Predicate<String> shown) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      Listing.Page<String> page = page(order, descending, shown, cursor);
      assertThat(page.total()).isEqualTo(WORDS.stream().filter(shown).count());
      all.addAll(page.lines());
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pagesHaveEveryLineOnceInOrder(boolean descending) {
    List<String> byName = all("name", descending, word -> true);
    assertThat(byName).containsExactlyInAnyOrderElementsOf(WORDS);
    assertThat(byName)
        .isSortedAccordingTo(
            descending ? java.util.Comparator.reverseOrder() : java.util.Comparator.naturalOrder());
    List<Integer> lengths =
        all("length", descending, word -> true).stream().map(String::length).toList();
    assertThat(lengths)
        .hasSize(105)
        .isSortedAccordingTo(
            descending ? java.util.Comparator.reverseOrder() : java.util.Comparator.naturalOrder());
  }

  @Test
  void whatIsNotShownIsNotCounted() {
    assertThat(all("name", false, word -> word.endsWith("7"))).hasSize(10);
    assertThat(page("name", false, word -> word.endsWith("7"), null).next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "bm8", "eCB5"})
  void whatIsNoCursorIsRefused(String text) {
    assertThatThrownBy(() -> SortKey.ofCursor(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be the \"next\" of a page");
  }

  @Test
  void aCursorSaysWhereItStands() {
    SortKey key = SortKey.of(12.5, "a room/with: all#kinds");
    assertThat(SortKey.ofCursor(key.cursor())).isEqualTo(key);
  }
}
