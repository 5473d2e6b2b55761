package dev.parley.testkit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where a document points at itself by {@code $ref}. Stateless. */
public final class References {
  private References() {}

  /** All of them, as they are written: {@code #/components/…}. */
  public static List<String> of(JsonNode document) {
    List<String> found = new ArrayList<>();
    collect(document, found);
    return found;
  }

  private static void collect(JsonNode node, List<String> into) {
    if (node.path("$ref").isString()) {
      into.add(node.path("$ref").stringValue());
    }
    node.forEach(child -> collect(child, into));
  }

  /** Those behind which nothing stands. */
  public static List<String> dangling(JsonNode document) {
    return of(document).stream()
        .filter(pointer -> document.at(pointer.substring(1)).isMissingNode())
        .toList();
  }
}
