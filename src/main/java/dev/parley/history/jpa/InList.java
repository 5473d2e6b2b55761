package dev.parley.history.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The values of an {@code IN (…)}: in parts that every driver takes, each filled up to a power of
 * two by repeating its last value, so that few different statements have to be prepared.
 */
final class InList {
  private static final int MAX_VALUES = 512;

  private InList() {}

  /** All of them in one part; for at most some ten thousand. */
  static <T> List<T> whole(Collection<T> values) {
    return filled(new ArrayList<>(values));
  }

  static <T> List<List<T>> parts(Collection<T> values) {
    List<T> all = new ArrayList<>(values);
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX_VALUES) {
      parts.add(filled(all.subList(from, Math.min(from + MAX_VALUES, all.size()))));
    }
    return parts;
  }

  private static <T> List<T> filled(List<T> part) {
    int size = part.size() <= 1 ? part.size() : Integer.highestOneBit(part.size() - 1) << 1;
    List<T> filled = new ArrayList<>(size);
    filled.addAll(part);
    while (filled.size() < size) {
      filled.add(part.get(part.size() - 1));
    }
    return filled;
  }
}
