package dev.parley.dialect.json;

import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Inbound;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
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
      return malformed(null, "the frame passes a bound: " + ownWords(tooMuch));
    } catch (StreamReadException notJson) {
      return malformed(null, "the frame is not JSON: " + shown(ownWords(notJson)));
    } catch (JacksonException other) {
      return malformed(null, "the frame is more than one JSON object");
    } catch (NumberFormatException beyond) {
      return malformed(null, "the frame passes a bound: an exponent is beyond 2147483647");
    }
    if (!frame.isObject()) {
      String found = frame.isMissingNode() ? "empty" : kind(frame);
      return malformed(null, "a frame must be a JSON object, was " + found);
    }
    return envelope(frame);
  }

  /** What the parser says, without its hints to the programmer and without half a character. */
  private static String ownWords(JacksonException failure) {
    return String.valueOf(failure.getOriginalMessage())
        .replaceAll(" \\('[\\ud800-\\udfff]' \\(code [^)]*\\)\\)", "")
        .replaceAll(", from `[^`]*`|: enable `.*|: maybe a .*", "");
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
                + kind(wireId));
      }
    }
    JsonNode type = frame.path("type");
    if (!type.isString()) {
      return malformed(id, "type must be a string, was " + kind(type));
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
    return data.isObject()
        ? command(id, reader, data)
        : malformed(id, "data must be an object, was " + kind(data));
  }

  private static Inbound command(@Nullable FrameId id, ObjectReader reader, JsonNode data) {
    try {
      return new Inbound.Request(id, reader.readValue(data));
    } catch (JacksonException refused) {
      return refused(id, Detail.invalid(path(refused), expectation(refused, data)));
    }
  }

  private static String path(JacksonException refused) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : refused.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static String expectation(JacksonException refused, JsonNode data) {
    if (refused instanceof FieldRefusal) {
      return refused.getOriginalMessage();
    }
    JsonNode found = data;
    for (JacksonException.Reference step : refused.getPath()) {
      found =
          step.getPropertyName() == null
              ? found.path(step.getIndex())
              : found.path(step.getPropertyName());
    }
    return "must be " + WireJson.expected(expectedType(refused)) + ", was " + kind(found);
  }

  private static @Nullable Class<?> expectedType(JacksonException refused) {
    if (refused instanceof InputCoercionException tooBig) {
      return tooBig.getTargetType();
    }
    return refused instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
  }

  /** A value as it is named to the client. */
  private static String kind(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    } else if (value.isString()) {
      return shown(value.asString());
    } else if (value.isContainer()) {
      return value.isArray() ? "an array" : "an object";
    }
    return value.toString();
  }

  private static Inbound malformed(@Nullable FrameId id, String message) {
    return refused(id, Detail.of(ErrorCode.MALFORMED, message));
  }

  private static Inbound refused(@Nullable FrameId id, Detail detail) {
    return new Inbound.Malformed(id, detail);
  }

  /** Part of the client's own frame, harmless wherever it is shown. */
  static String shown(String text) {
    StringBuilder line = new StringBuilder(SHOWN + 4).append('"');
    text.codePoints().limit(SHOWN).map(c -> isPlain(c) ? c : 0xfffd).forEach(line::appendCodePoint);
    return line.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"").toString();
  }

  private static boolean isPlain(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE
        && codePoint != 0x2028
        && codePoint != 0x2029;
  }
}
