package dev.parley.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lines as they were at one moment, sorted in each way that is asked for, once. Used by one thread.
 *
 * @param <T> the line
 */
final class Listing<T> {
  private final Collection<T> lines;
  private final Map<String, Function<T, SortKey>> orders;
  private final Map<String, List<Keyed<T>>> sorted = new HashMap<>();

  private record Keyed<T>(SortKey key, T line) {}

  /** Some of the lines, how many there are in all, and where the next page begins. */
  record Page<T>(List<T> lines, int total, @Nullable String next) {}

  /** What of it is wanted; the order is one of the names. */
  record Query<T>(
      String order, boolean descending, Predicate<T> shown, @Nullable SortKey after, int limit) {}

  /**
   * @param orders by the names of the orders
   */
  Listing(Collection<T> lines, Map<String, Function<T, SortKey>> orders) {
    this.lines = lines;
    this.orders = orders;
  }

  Page<T> page(Query<T> query) {
    List<Keyed<T>> all = sorted.computeIfAbsent(query.order(), this::sort);
    List<T> page = new ArrayList<>(query.limit());
    SortKey last = null;
    boolean more = false;
    int total = 0;
    for (int i = 0; i < all.size(); i++) {
      Keyed<T> each = all.get(query.descending() ? all.size() - 1 - i : i);
      if (!query.shown().test(each.line())) {
        continue;
      }
      total++;
      if (more || !isPast(each.key(), query)) {
        continue;
      }
      more = page.size() == query.limit();
      if (!more) {
        page.add(each.line());
        last = each.key();
      }
    }
    return new Page<>(page, total, more && last != null ? last.cursor() : null);
  }

  private static boolean isPast(SortKey key, Query<?> query) {
    SortKey after = query.after();
    return after == null
        || (query.descending() ? key.compareTo(after) < 0 : key.compareTo(after) > 0);
  }

  private List<Keyed<T>> sort(String order) {
    Function<T, SortKey> key = orders.get(order);
    if (key == null) {
      throw new IllegalArgumentException("there is no order " + order);
    }
    List<Keyed<T>> keyed = new ArrayList<>(lines.size());
    lines.forEach(line -> keyed.add(new Keyed<>(key.apply(line), line)));
    keyed.sort(Comparator.comparing(Keyed::key));
    return keyed;
  }
}
