package dev.parley.dialect.rest;

import dev.parley.dialect.JsonRefusal;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request: each parameter once, none that the resource does not know. What is not so
 * is thrown as {@link RefusedException}. Used by one thread.
 */
final class Query {
  private static final Instant TOO_FAR = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int MOST = 200;
  private static final int USUAL = 50;

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

  /** The room of the caller's tenant; null where it is not given. */
  @Nullable RoomName room(String name, Tenant tenant) {
    return text(name, value -> new RoomName(tenant, value));
  }

  /** The user of the caller's tenant; null where it is not given. */
  @Nullable UserId user(String name, Tenant tenant) {
    return text(name, value -> new UserId(tenant, value));
  }

  /** A time from 1970 to 9999, which the database can compare; null where it is not given. */
  @Nullable Instant moment(String name) {
    return text(name, Query::momentOf);
  }

  private static Instant momentOf(String text) {
    Instant moment = RestJson.instant(text);
    if (moment.isBefore(Instant.EPOCH) || !moment.isBefore(TOO_FAR)) {
      throw new IllegalArgumentException(
          "must be from 1970 to 9999, was " + JsonRefusal.shown(text));
    }
    return moment;
  }

  /** {@code true} or {@code false}; null where it is not given. */
  @Nullable Boolean truth(String name) {
    return text(name, Query::truthOf);
  }

  private static Boolean truthOf(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("must be true or false, was " + JsonRefusal.shown(text));
    }
    return Boolean.valueOf(text);
  }

  /** How many things of a list are wanted at most: {@code limit}, 1 to 200, or 50. */
  int limit() {
    Long given = number("limit");
    if (given != null && (given < 1 || given > MOST)) {
      throw refused("limit", "must be 1 to " + MOST + ", was " + given);
    }
    return given == null ? USUAL : given.intValue();
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
