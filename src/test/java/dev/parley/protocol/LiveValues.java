package dev.parley.protocol;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the example values of one golden conversation are in one run of it: compares the frames of
 * the server with those of the file, and turns frames of the file into what a client sends. Used by
 * one thread.
 */
final class LiveValues {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> kinds;
  private final Map<String, String> bound;

  private LiveValues(Map<String, JsonNode> kinds, Map<String, String> bound) {
    this.kinds = kinds;
    this.bound = bound;
  }

  /** Those of a new run; rooms and users get the suffix, tokens are made. */
  static LiveValues of(Map<String, JsonNode> kinds, String suffix, Tokens tokens) {
    LiveValues values = new LiveValues(kinds, new HashMap<>());
    kinds.forEach(
        (example, kind) -> {
          if (kind.isString() && List.of("room", "user").contains(kind.stringValue())) {
            values.bound.put(example, example + suffix);
          }
        });
    kinds.forEach(
        (example, kind) -> {
          if (kind.has("token")) {
            values.bound.put(example, values.accepted(kind.get("token"), tokens));
          } else if (kind.has("refusedToken")) {
            values.bound.put(example, tokens.refused(kind.get("refusedToken").stringValue()));
          }
        });
    return values;
  }

  private String accepted(JsonNode claims, Tokens tokens) {
    return tokens.accepted(
        text(claims.path("sub").asString()),
        claims.path("name").asString(),
        claims.path("roles").valueStream().map(JsonNode::stringValue).toList(),
        Duration.ofSeconds(claims.path("expiresIn").asInt(600)));
  }

  /** The same, to try a match on: what it binds does not touch these. */
  LiveValues copy() {
    return new LiveValues(kinds, new HashMap<>(bound));
  }

  /** What stands for this text now. */
  String text(String example) {
    if (!kinds.containsKey(example)) {
      return example;
    }
    String live = bound.get(example);
    if (live == null) {
      throw new IllegalStateException(example + " is used before the server has said it");
    }
    return live;
  }

  /** A frame of the file as a client sends it now. */
  JsonNode frame(JsonNode example) {
    if (example instanceof ObjectNode object) {
      ObjectNode live = JSON.objectNode();
      object.properties().forEach(e -> live.set(e.getKey(), frame(e.getValue())));
      return live;
    }
    if (example instanceof ArrayNode array) {
      ArrayNode live = JSON.arrayNode();
      array.forEach(e -> live.add(frame(e)));
      return live;
    }
    return example.isString() ? JSON.stringNode(text(example.stringValue())) : example;
  }

  /** How the actual frame differs from the expected one; null where it matches. */
  @Nullable String difference(JsonNode expected, JsonNode actual) {
    return difference("", expected, actual);
  }

  private @Nullable String difference(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      return objects(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return arrays(path, expected, actual);
    }
    if (expected.isValueNode() && actual.isValueNode()) {
      return values(path, expected, actual);
    }
    return path + ": expected " + expected + ", was " + actual;
  }

  private @Nullable String objects(String path, JsonNode expected, JsonNode actual) {
    for (String name : actual.propertyNames()) {
      if (!expected.has(name)) {
        return path + "/" + name + ": not expected, was " + actual.get(name);
      }
    }
    for (Map.Entry<String, JsonNode> each : expected.properties()) {
      String at = path + "/" + each.getKey();
      JsonNode there = actual.get(each.getKey());
      if (there == null) {
        return at + ": expected " + each.getValue() + ", was missing";
      }
      String difference =
          isForPeople(expected, each.getKey())
              ? (there.isString() && !there.stringValue().isBlank() ? null : at + ": no text")
              : difference(at, each.getValue(), there);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** The {@code message} beside an error's {@code code}, or beside a violation's {@code path}. */
  private static boolean isForPeople(JsonNode object, String name) {
    return name.equals("message") && (object.has("code") || object.has("path"));
  }

  private @Nullable String arrays(String path, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return path + ": expected " + expected.size() + " elements, were " + actual;
    }
    for (int i = 0; i < expected.size(); i++) {
      String difference = difference(path + "/" + i, expected.get(i), actual.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable String values(String path, JsonNode expected, JsonNode actual) {
    JsonNode kind = kinds.get(expected.asString(""));
    boolean fits;
    if (kind == null) {
      fits = expected.equals(actual);
    } else if (kind.asString("").equals("number")) {
      fits = actual.isIntegralNumber() && actual.longValue() >= 0;
    } else if (kind.asString("").equals("text")) {
      fits = actual.isString() && !actual.stringValue().isEmpty();
    } else {
      fits =
          actual.isString() && binds(expected.asString(), kind.asString(""), actual.stringValue());
    }
    return fits ? null : path + ": expected " + shown(expected) + ", was " + actual;
  }

  private boolean binds(String example, String kind, String value) {
    String before = bound.get(example);
    if (before != null) {
      return before.equals(value);
    }
    boolean isTime = TIME.matcher(value).matches();
    boolean taken =
        bound.entrySet().stream()
            .anyMatch(
                e -> e.getValue().equals(value) && kinds.get(e.getKey()).asString("").equals(kind));
    if (value.isEmpty() || (kind.equals("time") ? !isTime : taken)) {
      return false;
    }
    bound.put(example, value);
    return true;
  }

  private String shown(JsonNode expected) {
    String live = bound.get(expected.asString(""));
    return live == null ? expected.toString() : expected + " (which is \"" + live + "\")";
  }
}
