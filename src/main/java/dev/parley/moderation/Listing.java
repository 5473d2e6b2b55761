package dev.parley.moderation;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of what is kept, the newest first.
 *
 * @param next before what the next page begins; null where this is the last
 */
public record Listing<T>(List<T> items, @Nullable ActId next) {
  public Listing {
    items = List.copyOf(items);
  }

  /** Of what was read, one more than wanted where there is more. */
  static <T> Listing<T> of(List<T> read, int limit, Function<T, ActId> id) {
    if (read.size() <= limit) {
      return new Listing<>(read, null);
    }
    List<T> page = read.subList(0, limit);
    return new Listing<>(page, id.apply(page.get(limit - 1)));
  }
}
