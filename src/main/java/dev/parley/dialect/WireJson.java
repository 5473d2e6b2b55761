package dev.parley.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.EventName;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.Status;
import dev.parley.protocol.Target;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.protocol.WireTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How the protocol's words are JSON: identifiers are strings, times are ISO-8601, what is null is
 * left out. Reading is strict: no duplicate keys, no coercion between types, bounds on depth,
 * numbers and names. Immutable and safe for use by any thread.
 */
public final class WireJson {
  static final int MAX_DEPTH = 32;
  static final int MAX_NUMBER_LENGTH = 32;
  static final int MAX_NAME_LENGTH = 256;

  /**
   * What the ack of a message says besides its fields; the writer's attribute of this name is its
   * value.
   */
  public static final String SUCCESS = "success";

  private static final JsonSetter.Value NO_NULL_INSIDE =
      JsonSetter.Value.forContentNulls(Nulls.FAIL);

  private WireJson() {}

  /** A mapper of its own for the caller. */
  public static JsonMapper mapper() {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // no table of names that all frames share: keys of one hash spoil it for everybody
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        // payloads are passed on as they came: no number may become another, or none at all
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .changeDefaultPropertyInclusion(
            incl -> incl.withValueInclusion(JsonInclude.Include.NON_NULL))
        .withConfigOverride(List.class, lists -> lists.setNullHandling(NO_NULL_INSIDE))
        .addMixIn(Message.class, MessageJson.class)
        .addMixIn(Result.Sent.class, SentJson.class)
        .addModule(identifiers())
        .build();
  }

  private static SimpleModule identifiers() {
    SimpleModule module = new SimpleModule("parley");
    text(module, RoomName.class, RoomName::new, RoomName::value);
    text(module, UserId.class, UserId::new, UserId::value);
    text(module, UserName.class, UserName::new);
    text(module, ClientKey.class, ClientKey::new);
    text(module, Epoch.class, Epoch::new);
    text(module, MessageId.class, MessageId::parse);
    text(module, EventName.class, EventName::new);
    text(module, AckId.class, AckId::new);
    text(module, ClientId.class, ClientId::new);
    text(module, SessionId.class, SessionId::new);
    text(module, Status.class, WireJson::settableStatus);
    module.addDeserializer(String.class, new TextReader<>(String.class, TextReader::wellFormed));
    module.addSerializer(Status.class, writing(Status::wire));
    module.addSerializer(ErrorCode.class, writing(ErrorCode::wire));
    module.addSerializer(Instant.class, writing(WireTime::format));
    module.addSerializer(Payload.class, new PayloadWriter());
    module.addDeserializer(Payload.class, new PayloadReader());
    module.addDeserializer(Target.class, new TargetReader());
    return module;
  }

  private static Status settableStatus(String text) {
    for (Status status : Status.values()) {
      if (status != Status.OFFLINE && status.wire().equals(text)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "must be online, away or busy, was " + JsonRefusal.shown(text));
  }

  private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
    text(module, type, read, Object::toString);
  }

  /** Adds a type that is a string on the wire; what {@code read} refuses tells the client why. */
  public static <T> void text(
      SimpleModule module, Class<T> type, Function<String, T> read, Function<T, String> write) {
    module.addDeserializer(type, new TextReader<>(type, read));
    module.addSerializer(type, writing(write));
  }

  private static <T> ValueSerializer<T> writing(Function<? super T, String> text) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializationContext context) {
        out.writeString(text.apply(value));
      }
    };
  }

  private static final class PayloadWriter extends ValueSerializer<Payload> {
    @Override
    public void serialize(Payload value, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(value.json());
    }
  }

  /** What a field of this type is called towards a client. */
  static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "as the protocol asks";
    } else if (type == String.class || type.isEnum()) {
      return "a string";
    } else if (type == Integer.class || type == Long.class) {
      return "a whole number";
    } else if (type == int.class) {
      return "a whole number up to " + Integer.MAX_VALUE;
    } else if (type == long.class) {
      return "a whole number up to " + Long.MAX_VALUE;
    } else if (type == Boolean.class) {
      return "true or false";
    }
    if (List.class.isAssignableFrom(type)) {
      return "an array";
    }
    return type.isRecord() ? "an object" : "as the protocol asks";
  }

  /** The revision is there once it counts. */
  @SuppressWarnings("UnusedMethod") // Jackson reads it
  private interface MessageJson {
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    long rev();
  }

  /** The first word of the ack of a message says that it was taken. */
  @JsonAppend(attrs = @JsonAppend.Attr(WireJson.SUCCESS), prepend = true)
  private interface SentJson {}
}
