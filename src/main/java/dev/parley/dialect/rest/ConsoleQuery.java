package dev.parley.dialect.rest;

import dev.parley.console.ListQuery;
import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what the console's lists are asked for. Pure; what is not so is thrown as refused. */
final class ConsoleQuery {
  private static final int MOST = 200;
  private static final int DEFAULT = 50;
  private static final int LONGEST_SEARCH = 200;
  private static final Set<String> OF_LISTS =
      Set.of("search", "order", "direction", "cursor", "limit");

  private ConsoleQuery() {}

  /** With these parameters besides those of all lists. */
  static Query parameters(UriInfo uri, String... more) {
    Set<String> known = new HashSet<>(OF_LISTS);
    known.addAll(List.of(more));
    return new Query(uri, known);
  }

  /** Which page; sorted by the first of the orders where it does not say. */
  static ListQuery page(Query query, Identity who, List<String> orders) {
    String search = query.text("search", ConsoleQuery::search);
    String order = query.text("order", text -> oneOf(text, orders));
    String direction = query.text("direction", text -> oneOf(text, List.of("asc", "desc")));
    String cursor = query.text("cursor", text -> text);
    try {
      return new ListQuery(
          who,
          search == null ? "" : search,
          order == null ? orders.get(0) : order,
          "desc".equals(direction),
          cursor,
          limit(query));
    } catch (IllegalArgumentException refused) {
      throw new RefusedException(Detail.invalid("cursor", String.valueOf(refused.getMessage())));
    }
  }

  /** 1 to {@value #MOST}. */
  static int limit(Query query) {
    Long limit = query.number("limit");
    if (limit == null) {
      return DEFAULT;
    }
    if (limit < 1 || limit > MOST) {
      throw new RefusedException(
          Detail.invalid("limit", "must be 1 to " + MOST + ", was " + limit));
    }
    return limit.intValue();
  }

  private static String search(String text) {
    if (text.length() > LONGEST_SEARCH) {
      throw new IllegalArgumentException("must have at most " + LONGEST_SEARCH + " characters");
    }
    return text;
  }

  private static String oneOf(String text, List<String> allowed) {
    if (!allowed.contains(text)) {
      throw new IllegalArgumentException("must be one of " + String.join(", ", allowed));
    }
    return text;
  }
}
