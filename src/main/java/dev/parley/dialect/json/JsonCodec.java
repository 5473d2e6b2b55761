package dev.parley.dialect.json;

import dev.parley.dialect.WireJson;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Event;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.Reply;
import dev.parley.protocol.Violation;
import dev.parley.session.Codec;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes frames as the protocol document has them (sections 2 and 3). Safe for use by any thread.
 */
final class JsonCodec implements Codec {
  static final JsonCodec INSTANCE = new JsonCodec();

  private static final int USUAL_FRAME = 384;

  private final JsonMapper mapper = WireJson.mapper();
  private final ObjectWriter writer = mapper.writer().withAttribute(WireJson.SUCCESS, true);

  private JsonCodec() {}

  @Override
  public String encode(Outbound message) {
    StringWriter text = new StringWriter(USUAL_FRAME);
    try (JsonGenerator out = writer.createGenerator(text)) {
      out.writeStartObject();
      if (message instanceof Event event) {
        out.writeStringProperty("type", event.type());
        data(out, dataOf(event));
      } else if (message instanceof Reply.Ack ack) {
        head(out, "ack", ack.id());
        data(out, ack.result());
      } else if (message instanceof Reply.Pong pong) {
        head(out, "pong", pong.id());
        out.writeName("data");
        out.writeStartObject();
        out.writeEndObject();
      } else {
        Reply.Error error = (Reply.Error) message;
        head(out, "error", error.id());
        out.writeName("data");
        error(out, error.detail());
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  @Override
  public String batch(List<String> frames) {
    int length = 32;
    for (String frame : frames) {
      length += frame.length() + 1;
    }
    StringBuilder text = new StringBuilder(length).append("{\"type\":\"batch\",\"data\":[");
    for (int i = 0; i < frames.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(frames.get(i));
    }
    return text.append("]}").toString();
  }

  private static Object dataOf(Event event) {
    if (event instanceof Event.ChatMessage said) {
      return said.message();
    } else if (event instanceof Event.ChatEdited edited) {
      return edited.message();
    }
    if (event instanceof Event.RoomResumed resumed) {
      return resumed.room();
    } else if (event instanceof Event.Invited invited) {
      return invited.invitation();
    }
    return event instanceof Event.ChatDeleted deleted ? deleted.message() : event;
  }

  private static void head(JsonGenerator out, String type, @Nullable FrameId id) {
    out.writeStringProperty("type", type);
    if (id != null) {
      out.writeStringProperty("id", id.value());
    }
  }

  private void data(JsonGenerator out, Object value) {
    out.writeName("data");
    writer.writeValue(out, value);
  }

  private static void error(JsonGenerator out, Detail detail) {
    out.writeStartObject();
    out.writeStringProperty("code", detail.code().wire());
    out.writeStringProperty("message", detail.message());
    if (detail.retryAfterMs() != null) {
      out.writeNumberProperty("retryAfterMs", detail.retryAfterMs());
    }
    if (!detail.violations().isEmpty()) {
      out.writeName("violations");
      out.writeStartArray();
      for (Violation violation : detail.violations()) {
        out.writeStartObject();
        out.writeStringProperty("path", violation.path());
        out.writeStringProperty("message", violation.message());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }
}
