package dev.parley.console;

import dev.parley.identity.Identity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list somebody wants.
 *
 * @param search what a line must have in one of its texts, whatever the case; empty: anything
 * @param order by what it is sorted
 * @param cursor the {@code next} of the page before; null: the first
 * @param limit lines at most
 */
public record ListQuery(
    Identity who,
    String search,
    String order,
    boolean descending,
    @Nullable String cursor,
    int limit) {
  public ListQuery {
    search = search.toLowerCase(Locale.ROOT);
    if (cursor != null) {
      SortKey.ofCursor(cursor); // refused here, by name
    }
  }

  boolean matches(String text) {
    return search.isEmpty() || text.toLowerCase(Locale.ROOT).contains(search);
  }

  @Nullable SortKey after() {
    return cursor == null ? null : SortKey.ofCursor(cursor);
  }
}
