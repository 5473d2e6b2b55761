package dev.parley.console;

import dev.parley.identity.Identity;
import java.util.Locale;
import java.util.function.Predicate;
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

  /** The page that is wanted of a list of which these lines are shown. */
  <T> Listing.Query<T> showing(Predicate<T> shown) {
    SortKey after = cursor == null ? null : SortKey.ofCursor(cursor);
    return new Listing.Query<>(order, descending, shown, after, limit);
  }
}
