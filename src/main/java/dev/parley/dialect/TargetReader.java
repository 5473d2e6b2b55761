package dev.parley.dialect;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Target;
import dev.parley.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads to whom an event goes: {@code {"user": id}}, {@code {"room": id}}, {@code {"rooms": [id,
 * …]}} or {@code {"all": true}}.
 */
final class TargetReader extends ValueDeserializer<Target> {
  static final int MAX_ROOMS = 100;

  private static final String EXPECTED =
      "must be {\"user\": id}, {\"room\": id}, {\"rooms\": [1–"
          + MAX_ROOMS
          + " ids]} or {\"all\": true}";

  @Override
  public Target deserialize(JsonParser in, DeserializationContext context) {
    JsonNode node = context.readTree(in);
    String kind = node.isObject() && node.size() == 1 ? node.propertyNames().iterator().next() : "";
    try {
      return read(kind, node.path(kind));
    } catch (NoTarget none) {
      throw new FieldRefusal(in, Target.class, EXPECTED);
    } catch (IllegalArgumentException refused) {
      FieldRefusal refusal =
          new FieldRefusal(in, Target.class, String.valueOf(refused.getMessage()));
      refusal.prependPath(node, kind);
      throw refusal;
    }
  }

  private static Target read(String kind, JsonNode value) {
    if (kind.equals("user") && value.isString()) {
      return new Target.ToUser(new UserId(value.asString()));
    } else if (kind.equals("room") && value.isString()) {
      return new Target.ToRooms(List.of(new RoomName(value.asString())));
    } else if (kind.equals("rooms") && value.isArray()) {
      return new Target.ToRooms(rooms(value));
    } else if (kind.equals("all") && value.isBoolean() && value.asBoolean()) {
      return new Target.ToAll();
    }
    throw new NoTarget();
  }

  private static List<RoomName> rooms(JsonNode value) {
    if (value.isEmpty() || value.size() > MAX_ROOMS) {
      throw new IllegalArgumentException("must be 1–" + MAX_ROOMS + " rooms, was " + value.size());
    }
    List<RoomName> rooms = new ArrayList<>();
    for (JsonNode room : value) {
      if (!room.isString()) {
        throw new NoTarget();
      }
      rooms.add(new RoomName(room.asString()));
    }
    return rooms;
  }

  /** It has not the shape of a target. */
  private static final class NoTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoTarget() {
      super(null, null, false, false);
    }
  }
}
