package dev.parley.testkit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema without room for what it does not list. Stateless. */
public final class ClosedSchema {
  private ClosedSchema() {}

  /**
   * A copy in which every object that lists its fields admits no others: what a document does not
   * know counts as a difference, also where a reader would ignore it.
   */
  public static JsonNode of(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> copy.set(e.getKey(), of(e.getValue())));
      boolean listsItsFields =
          object.path("type").asString("").equals("object") && object.has("properties");
      if (listsItsFields && !object.has("additionalProperties")) {
        copy.put("additionalProperties", false);
      }
      return copy;
    }
    if (schema instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(e -> copy.add(of(e)));
      return copy;
    }
    return schema;
  }
}
