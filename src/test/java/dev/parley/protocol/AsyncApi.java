package dev.parley.protocol;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.testkit.ClosedSchema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code src/site/asyncapi.yaml}, and validation of frames by its messages. Used by one thread. */
final class AsyncApi {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private final JsonNode document =
      YAMLMapper.builder().build().readTree(Path.of("src/site/asyncapi.yaml").toFile());
  private final ObjectNode closed = ClosedSchema.of(document.path("components")).asObject();
  private final Map<String, Schema> payloads = new HashMap<>();

  JsonNode document() {
    return document;
  }

  /** The messages, by their keys. */
  Map<String, JsonNode> messages() {
    Map<String, JsonNode> messages = new HashMap<>();
    document
        .path("components")
        .path("messages")
        .properties()
        .forEach(e -> messages.put(e.getKey(), e.getValue()));
    return messages;
  }

  /** Against the schema that the AsyncAPI Initiative publishes. */
  List<Error> violationsOfTheSpecification() {
    Path schema = Path.of("src/test/resources/asyncapi/asyncapi-3.0.0.schema.json");
    return SCHEMAS.getSchema(GoldenConversation.JSON.readTree(schema.toFile())).validate(document);
  }

  /**
   * How a frame differs from a message's payload. Fields that the document does not know count,
   * also where a server ignores them: an example has no use for them.
   */
  List<Error> violations(String message, JsonNode frame) {
    return payloads.computeIfAbsent(message, this::payload).validate(frame);
  }

  private Schema payload(String message) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$ref", "#/components/messages/" + message + "/payload");
    root.set("components", closed);
    return SCHEMAS.getSchema(root);
  }

  /** The message that answers a command of this type: the first of its operation's replies. */
  String answerTo(String type) {
    String wanted = "#/channels/gateway/messages/" + key(type);
    for (JsonNode operation : document.path("operations")) {
      if (operation.path("messages").path(0).path("$ref").asString().equals(wanted)) {
        String reply = operation.path("reply").path("messages").path(0).path("$ref").asString();
        return reply.substring(reply.lastIndexOf('/') + 1);
      }
    }
    throw new IllegalArgumentException("no operation receives " + type);
  }

  /** The key of an event's or a command's message: a colon may stand in no key. */
  static String key(String type) {
    return type.replace(':', '.');
  }
}
