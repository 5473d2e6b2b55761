package dev.parley.dialect.json;

import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Inbound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads frames as the protocol document has them (section 2). Throws nothing: a frame that says no
 * command is a value that says why. Pure and safe for use by any thread.
 */
final class FrameReader {
  static final FrameReader INSTANCE = new FrameReader();

  private static final int SHOWN = 64;

  private final JsonMapper mapper = WireJson.mapper();
  private final Map<String, ObjectReader> commands = new HashMap<>();

  private FrameReader() {
    command("auth", Command.Auth.class);
    command("ping", Command.Ping.class);
    command("room:join", Command.Join.class);
    command("room:leave", Command.Leave.class);
    command("room:members", Command.Members.class);
    command("chat:send", Command.Send.class);
    command("chat:edit", Command.Edit.class);
    command("chat:delete", Command.Delete.class);
    command("chat:history", Command.History.class);
    command("typing:start", Command.TypingStart.class);
    command("typing:stop", Command.TypingStop.class);
    command("emit", Command.Emit.class);
    command("event:ack", Command.EventAck.class);
    command("presence:set", Command.SetPresence.class);
  }

  private void command(String type, Class<? extends Command> command) {
    commands.put(type, mapper.readerFor(command));
  }

  Inbound read(String text) {
    JsonNode frame;
    try {
      frame = mapper.readTree(text);
    } catch (StreamConstraintsException tooMuch) {
      return malformed(null, "the frame passes a bound: " + tooMuch.getOriginalMessage());
    } catch (StreamReadException notJson) {
      return malformed(null, "the frame is not JSON: " + firstLine(notJson));
    } catch (JacksonException other) {
      return malformed(null, "the frame is not one JSON value");
    }
    return frame.isObject() ? envelope(frame) : malformed(null, "a frame must be a JSON object");
  }

  private Inbound envelope(JsonNode frame) {
    FrameId id = null;
    JsonNode wireId = frame.get("id");
    if (wireId != null) {
      try {
        id = new FrameId(wireId.isString() ? wireId.asString() : "");
      } catch (IllegalArgumentException refused) {
        return malformed(
            null, "id must be a string of 1–" + FrameId.MAX_LENGTH + " printable characters");
      }
    }
    JsonNode type = frame.get("type");
    if (type == null || !type.isString()) {
      return malformed(id, "type must be a string");
    }
    ObjectReader reader = commands.get(type.asString());
    if (reader == null) {
      return refused(
          id,
          Detail.of(ErrorCode.UNKNOWN_TYPE, "no command has the type " + shown(type.asString())));
    }
    JsonNode data = frame.path("data");
    if (data.isMissingNode()) {
      data = JsonNodeFactory.instance.objectNode();
    }
    return data.isObject() ? command(id, reader, data) : malformed(id, "data must be an object");
  }

  private static Inbound command(@Nullable FrameId id, ObjectReader reader, JsonNode data) {
    try {
      return new Inbound.Request(id, reader.readValue(data));
    } catch (JacksonException refused) {
      return refused(id, Detail.invalid(path(refused), expectation(refused)));
    }
  }

  private static String path(JacksonException refused) {
    List<JacksonException.Reference> path = refused.getPath();
    return path.stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  private static String expectation(JacksonException refused) {
    if (refused instanceof InvalidFormatException format && isOurs(format.getTargetType())) {
      return format.getOriginalMessage();
    }
    Class<?> type = expectedType(refused);
    return type == null ? "is not as the protocol asks" : "must be " + WireJson.expected(type);
  }

  private static @Nullable Class<?> expectedType(JacksonException refused) {
    if (refused instanceof InputCoercionException tooBig) {
      return tooBig.getTargetType();
    }
    return refused instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
  }

  private static boolean isOurs(@Nullable Class<?> type) {
    return type != null && type.getPackage() == Command.class.getPackage();
  }

  private static Inbound malformed(@Nullable FrameId id, String message) {
    return refused(id, Detail.of(ErrorCode.MALFORMED, message));
  }

  private static Inbound refused(@Nullable FrameId id, Detail detail) {
    return new Inbound.Malformed(id, detail);
  }

  private static String firstLine(JacksonException failure) {
    return shown(failure.getOriginalMessage());
  }

  /** Part of the client's own frame, harmless wherever it is shown. */
  private static String shown(@Nullable String text) {
    if (text == null) {
      return "\"\"";
    }
    String line =
        text.codePoints()
            .limit(SHOWN)
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return '"' + line + (text.length() > SHOWN ? "…\"" : "\"");
  }
}
