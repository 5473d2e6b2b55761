package dev.parley.dialect.rest;

import dev.parley.dialect.JsonRefusal;
import dev.parley.protocol.Detail;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request: each parameter once, none that the resource does not know. What is not so
 * is thrown as {@link RefusedException}. Used by one thread.
 */
final class Query {
  private final MultivaluedMap<String, String> values;

  Query(UriInfo uri, Set<String> known) {
    this.values = uri.getQueryParameters();
    values.forEach((name, all) -> require(known, name, all));
  }

  private static void require(Set<String> known, String name, List<String> all) {
    if (!known.contains(name)) {
      throw refused(JsonRefusal.shown(name), "must not be given: there is no such parameter");
    }
    if (all.size() > 1) {
      throw refused(name, "must be given once, was given " + all.size() + " times");
    }
  }

  /** Null where it is not given; what {@code read} refuses names what was expected. */
  <T> @Nullable T text(String name, Function<String, T> read) {
    String value = values.getFirst(name);
    try {
      return value == null ? null : read.apply(value);
    } catch (IllegalArgumentException refusal) {
      throw refused(name, String.valueOf(refusal.getMessage()));
    }
  }

  /** Null where it is not given. */
  @Nullable Long number(String name) {
    return text(name, Query::wholeNumber);
  }

  private static Long wholeNumber(String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "must be a whole number of up to 18 digits, was " + JsonRefusal.shown(text));
    }
    return Long.valueOf(text);
  }

  private static RefusedException refused(String name, String message) {
    return new RefusedException(Detail.invalid(name, message));
  }
}
