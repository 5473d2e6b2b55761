package dev.parley.dialect.json;

import dev.parley.dialect.JsonRefusal;
import dev.parley.dialect.WireJson;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Inbound;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads frames as the protocol document has them (section 2). Throws nothing: a frame that says no
 * command is a value that says why. Pure and safe for use by any thread.
 */
final class FrameReader {
  static final FrameReader INSTANCE = new FrameReader();

  private final JsonMapper mapper = WireJson.mapper();
  private final Map<String, ObjectReader> commands = new HashMap<>();

  private FrameReader() {
    command("auth", Command.Auth.class);
    command("ping", Command.Ping.class);
    command("room:join", Command.Join.class);
    command("room:leave", Command.Leave.class);
    command("room:members", Command.Members.class);
    command("room:invite", Command.Invite.class);
    command("room:uninvite", Command.Uninvite.class);
    command("room:invitations", Command.Invitations.class);
    command("chat:send", Command.Send.class);
    command("chat:edit", Command.Edit.class);
    command("chat:delete", Command.Delete.class);
    command("chat:history", Command.History.class);
    command("typing:start", Command.TypingStart.class);
    command("typing:stop", Command.TypingStop.class);
    command("emit", Command.Emit.class);
    command("event:ack", Command.EventAck.class);
    command("moderation:report", Command.Report.class);
    command("presence:set", Command.SetPresence.class);
  }

  private void command(String type, Class<? extends Command> command) {
    commands.put(type, mapper.readerFor(command));
  }

  Inbound read(String text) {
    JsonNode frame;
    try {
      frame = mapper.readTree(text);
    } catch (JacksonException | NumberFormatException refused) {
      return malformed(null, JsonRefusal.malformed("the frame", refused));
    }
    if (!frame.isObject()) {
      String found = frame.isMissingNode() ? "empty" : JsonRefusal.kind(frame);
      return malformed(null, "a frame must be a JSON object, was " + found);
    }
    return envelope(frame);
  }

  private Inbound envelope(JsonNode frame) {
    FrameId id = null;
    JsonNode wireId = frame.get("id");
    if (wireId != null) {
      try {
        id = new FrameId(wireId.isString() ? wireId.asString() : "");
      } catch (IllegalArgumentException refused) {
        return malformed(
            null,
            "id must be a string of 1–"
                + FrameId.MAX_LENGTH
                + " printable characters, was "
                + JsonRefusal.kind(wireId));
      }
    }
    JsonNode type = frame.path("type");
    if (!type.isString()) {
      return malformed(id, "type must be a string, was " + JsonRefusal.kind(type));
    }
    ObjectReader reader = commands.get(type.asString());
    if (reader == null) {
      return refused(
          id,
          Detail.of(
              ErrorCode.UNKNOWN_TYPE,
              "no command has the type " + JsonRefusal.shown(type.asString())));
    }
    JsonNode data = frame.path("data");
    if (data.isMissingNode()) {
      data = JsonNodeFactory.instance.objectNode();
    }
    return data.isObject()
        ? command(id, reader, data)
        : malformed(id, "data must be an object, was " + JsonRefusal.kind(data));
  }

  private static Inbound command(@Nullable FrameId id, ObjectReader reader, JsonNode data) {
    try {
      return new Inbound.Request(id, reader.readValue(data));
    } catch (JacksonException refused) {
      return refused(
          id, Detail.invalid(JsonRefusal.path(refused), JsonRefusal.expectation(refused, data)));
    }
  }

  private static Inbound malformed(@Nullable FrameId id, String message) {
    return refused(id, Detail.of(ErrorCode.MALFORMED, message));
  }

  private static Inbound refused(@Nullable FrameId id, Detail detail) {
    return new Inbound.Malformed(id, detail);
  }
}
