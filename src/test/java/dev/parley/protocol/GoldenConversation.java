package dev.parley.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of {@code src/test/resources/protocol/v1}, as its README lays it out: who says what, and
 * every frame that comes back. Immutable.
 *
 * @param given configuration keys that the server needs besides its defaults
 * @param live example values that stand for those of a run, each with its kind
 */
public record GoldenConversation(
    String name, Map<String, String> given, Map<String, JsonNode> live, List<JsonNode> steps) {
  /** Where the conversations of protocol version 1 are. */
  static final Path FOLDER = Path.of("src/test/resources/protocol/v1");

  static final JsonMapper JSON = JsonMapper.builder().build();

  /** A frame of a conversation; {@code request} is what the same client sent under its id. */
  record Frame(JsonNode tree, boolean sent, @Nullable JsonNode request) {}

  /** All conversations, in the order of their names. */
  public static List<GoldenConversation> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(GoldenConversation::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenConversation read(Path file) {
    return of(file.getFileName().toString().replace(".json", ""), JSON.readTree(file.toFile()));
  }

  static GoldenConversation of(String name, JsonNode tree) {
    Map<String, String> given = new LinkedHashMap<>();
    tree.path("given").properties().forEach(e -> given.put(e.getKey(), e.getValue().asString()));
    Map<String, JsonNode> live = new LinkedHashMap<>();
    tree.path("live").properties().forEach(e -> live.put(e.getKey(), e.getValue()));
    return new GoldenConversation(name, given, live, List.copyOf(tree.path("steps").values()));
  }

  /** Whether the server takes nobody in any more when it is over. */
  boolean isTheLast() {
    return steps.stream().anyMatch(step -> step.has("drain"));
  }

  /** The frames of all steps, in their order; those sent as bare text are not among them. */
  List<Frame> frames() {
    Map<String, JsonNode> requests = new HashMap<>();
    List<Frame> frames = new ArrayList<>();
    for (JsonNode step : steps) {
      String client = step.path("client").asString();
      Stream.of(step.path("send"), step.path("flood"))
          .filter(JsonNode::isObject)
          .forEach(
              f -> {
                requests.put(client + "/" + f.path("id").asString(""), f);
                frames.add(new Frame(f, true, null));
              });
      Stream.concat(
              Stream.of(step.path("expect"), step.path("until")),
              step.path("expectInAnyOrder").valueStream())
          .filter(JsonNode::isObject)
          .forEach(
              f ->
                  frames.add(
                      new Frame(f, false, requests.get(client + "/" + f.path("id").asString("")))));
    }
    return frames;
  }
}
