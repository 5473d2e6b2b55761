package dev.parley.moderation.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one query in JPQL, and the values that they compare with: text of a request
 * goes into these alone. Used by one thread, once.
 */
final class Conditions {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private String conditions = "";

  /**
   * Adds a condition that has the one parameter {@code :name}, unless there is nothing to compare.
   */
  Conditions and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions += (conditions.isEmpty() ? " WHERE " : " AND ") + condition;
      values.put(name, value);
    }
    return this;
  }

  /** The rows that are so, of greater ids first. */
  <T> List<T> newest(EntityManager em, Class<T> row, int limit) {
    String jpql =
        "SELECT r FROM " + row.getSimpleName() + " r" + conditions + " ORDER BY r.id DESC";
    TypedQuery<T> query = em.createQuery(jpql, row).setMaxResults(limit);
    values.forEach(query::setParameter);
    return query.getResultStream().collect(Collectors.toList());
  }
}
