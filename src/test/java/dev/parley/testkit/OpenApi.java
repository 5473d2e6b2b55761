package dev.parley.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the REST interface, and what differs from it. Safe for use by any thread. */
public final class OpenApi {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path FILE =
      Path.of("src/main/resources/dev/parley/dialect/rest/openapi.yaml");
  private static final Path SPECIFICATION =
      Path.of("src/test/resources/openapi/openapi-3.1.schema.json");

  /** It; after the files it is read from. */
  public static final OpenApi DOCUMENT = new OpenApi();

  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode document = YAMLMapper.builder().build().readTree(FILE.toFile());
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  private OpenApi() {}

  public JsonNode document() {
    return document;
  }

  /** Against the schema that the OpenAPI Initiative publishes. */
  public List<Error> violationsOfTheSpecification() {
    JsonNode schema = JSON.readTree(SPECIFICATION.toFile());
    return schemas.getSchema(schema).validate(document);
  }

  /** How a value differs from a schema of the document. */
  public List<Error> violations(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value);
  }

  private Schema compile(JsonNode schema) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("allOf", JsonNodeFactory.instance.arrayNode().add(ClosedSchema.of(schema)));
    root.set("$defs", ClosedSchema.of(document.at("/components/schemas")));
    String alone = root.toString().replace("#/components/schemas/", "#/$defs/");
    return schemas.getSchema(JSON.readTree(alone));
  }

  /** The operation, if the document has one; the path begins below {@code api}, without a query. */
  public Optional<JsonNode> operation(String method, String path) {
    return document.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
        .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  /** The content that an operation answers with this status and type; missing where it does not. */
  public JsonNode content(JsonNode operation, int status, String type) {
    JsonNode responses = operation.path("responses");
    JsonNode response =
        responses.has(String.valueOf(status))
            ? responses.path(String.valueOf(status))
            : responses.path("default");
    return resolved(response).path("content").path(type);
  }

  /** What a reference means, or the node itself. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref")
        ? resolved(document.at(node.path("$ref").stringValue().substring(1)))
        : node;
  }
}
