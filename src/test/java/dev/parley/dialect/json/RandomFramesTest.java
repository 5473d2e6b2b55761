package dev.parley.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dialect.WireJson;
import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.EventName;
import dev.parley.protocol.Inbound;
import dev.parley.protocol.Message;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Reply;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Properties over frames of chance, the same at every run: the seeds are fixed. */
class RandomFramesTest {
  private static final int FRAMES = 5_000;
  private static final JsonMapper PLAIN = JsonMapper.shared();
  private static final JsonMapper STRICT = WireJson.mapper();
  private static final List<String> TYPES =
      List.of(
          "auth",
          "ping",
          "room:join",
          "room:leave",
          "room:members",
          "chat:send",
          "chat:edit",
          "chat:delete",
          "chat:history",
          "typing:start",
          "typing:stop",
          "presence:set",
          "emit",
          "event:ack",
          "",
          "dance");
  private static final List<String> FIELDS =
      List.of(
          "token",
          "batch",
          "roomId",
          "since",
          "epoch",
          "seq",
          "rev",
          "history",
          "after",
          "before",
          "limit",
          "content",
          "key",
          "messageId",
          "status",
          "text",
          "to",
          "user",
          "room",
          "rooms",
          "all",
          "event",
          "payload",
          "exceptSelf",
          "ackWithinMs",
          "ackId",
          "more");
  private static final Set<ErrorCode> REFUSALS =
      Set.of(ErrorCode.MALFORMED, ErrorCode.INVALID, ErrorCode.UNKNOWN_TYPE);
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1",
          "-1",
          "1.5",
          "1e400",
          "1e-400",
          "1E2147483647",
          "1e99999999999",
          "99999999999",
          "9223372036854775808",
          "\"\"",
          "\"lobby\"",
          "\"a b\"",
          "\"E1.1\"",
          "\"away\"",
          "\"\\ud83d\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u0000\"");

  private final Random random = new Random(20260314);

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String value(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 7);
    if (kind < 7) {
      return any(SCALARS);
    } else if (kind == 7) {
      return "[" + value(depth - 1) + "," + value(depth - 1) + "]";
    }
    return object(depth - 1);
  }

  private String object(int depth) {
    StringBuilder text = new StringBuilder("{");
    int fields = random.nextInt(4);
    for (int i = 0; i < fields; i++) {
      text.append(i == 0 ? "" : ",").append('"').append(any(FIELDS)).append("\":");
      text.append(value(depth));
    }
    return text.append('}').toString();
  }

  private String frame() {
    String type = random.nextInt(20) == 0 ? value(1) : "\"" + any(TYPES) + "\"";
    String id = random.nextInt(3) == 0 ? ",\"id\":" + value(0) : "";
    return "{\"type\":"
        + type
        + id
        + ",\"data\":"
        + (random.nextInt(20) == 0 ? value(2) : object(3))
        + "}";
  }

  /** The frame with a few of its characters cut out, doubled or replaced. */
  private String broken(String frame) {
    StringBuilder text = new StringBuilder(frame);
    for (int i = random.nextInt(4); i >= 0 && text.length() > 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, text.charAt(at));
        default -> text.setCharAt(at, (char) random.nextInt(0x10000));
      }
    }
    return text.toString();
  }

  private static void assertAnswered(String frame) {
    Inbound inbound = FrameReader.INSTANCE.read(frame);
    if (inbound instanceof Inbound.Malformed refused) {
      Detail detail = refused.detail();
      assertThat(REFUSALS).contains(detail.code());
      String error = JsonCodec.INSTANCE.encode(new Reply.Error(refused.id(), detail));
      assertThat(isUtf8(error)).as(error).isTrue();
      assertThat(error).doesNotContain("dev.parley", "tools.jackson", "java.");
      assertThat(PLAIN.readTree(error).path("data").path("code").asString())
          .isEqualTo(detail.code().wire());
    } else {
      Command command = ((Inbound.Request) inbound).command();
      if (command instanceof Command.Emit emit && emit.payload() != null) {
        assertThat(isUtf8(emit.payload().json())).isTrue();
        PLAIN.readTree(emit.payload().json());
      }
    }
  }

  private static boolean isUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }

  @Test
  void everyFrameIsACommandOrARefusalThatCanBeSent() {
    for (int i = 0; i < FRAMES; i++) {
      assertAnswered(frame());
    }
  }

  @Test
  void everyBrokenFrameToo() {
    for (int i = 0; i < FRAMES; i++) {
      assertAnswered(broken(frame()));
    }
  }

  @Test
  void everyTextToo() {
    for (int i = 0; i < FRAMES; i++) {
      assertAnswered(text(40));
    }
  }

  /** Text of chance: plain, control, beyond the basic plane, and halves of surrogate pairs. */
  private String text(int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x80));
        case 1 -> text.append((char) random.nextInt(0x10000));
        case 2 -> text.appendCodePoint(0x1f600 + random.nextInt(0x40));
        default -> text.append("{}[]\",:\\tfn01".charAt(random.nextInt(13)));
      }
    }
    return text.toString();
  }

  @Test
  void whatIsWrittenReadsAsItWas() {
    for (int i = 0; i < FRAMES; i++) {
      String content = wellFormed(text(60));
      Message message =
          Message.posted(
              new RoomName("r" + random.nextInt(100)),
              new Epoch("E" + random.nextInt(100)),
              1 + random.nextInt(Integer.MAX_VALUE),
              new UserId("u" + random.nextInt(100)),
              new UserName("Ada"),
              content,
              Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)));

      JsonNode data =
          PLAIN.readTree(JsonCodec.INSTANCE.encode(new Event.ChatMessage(message))).path("data");

      assertThat(data.path("content").asString()).isEqualTo(content);
      assertThat(data.path("seq").asLong()).isEqualTo(message.seq());
      assertThat(data.path("roomId").asString()).isEqualTo(message.roomId().value());
      assertThat(Instant.parse(data.path("timestamp").asString())).isEqualTo(message.timestamp());
    }
  }

  @Test
  void payloadsArriveAsTheyWereSent() {
    List<JsonNode> sent = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      String payload = value(3);
      Inbound inbound =
          FrameReader.INSTANCE.read(
              "{\"type\":\"emit\",\"data\":{\"to\":{\"all\":true},\"event\":\"e\",\"payload\":"
                  + payload
                  + "}}");
      if (inbound instanceof Inbound.Request request) {
        Payload read = ((Command.Emit) request.command()).payload();
        Event.Sender sender =
            new Event.Sender(new UserId("u"), new UserName("U"), new ClientId("c"));
        String event =
            JsonCodec.INSTANCE.encode(
                new Event.Custom(new EventName("e"), read, sender, new AckId("a")));
        sent.add(STRICT.readTree(payload));
        assertThat(STRICT.readTree(event).path("data").path("payload"))
            .isEqualTo(sent.get(sent.size() - 1));
      }
    }
    assertThat(sent).hasSizeGreaterThan(FRAMES / 4);
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
