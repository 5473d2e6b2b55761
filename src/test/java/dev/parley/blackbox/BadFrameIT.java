package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Deviations;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What breaks no server: each bad frame is answered, and a room beside it loses nothing. */
@ExtendWith(Deviations.class)
class BadFrameIT {
  private static final int FRAME_BYTES = 64 * 1024;

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private WireClient witness;
  private String room;

  @BeforeEach
  void aWitnessSaysSomething() {
    room = Visitors.unique("witness");
    witness = visitors.guest("Witness");
    Visitors.join(witness, room);
    Visitors.say(witness, room, "before");
  }

  @AfterEach
  void theWitnessHasLostNothing() {
    Visitors.say(witness, room, "after");
    assertThat(witness.event("chat:message").path("content").stringValue()).isEqualTo("before");
    assertThat(witness.event("chat:message").path("content").stringValue()).isEqualTo("after");
    assertThat(Visitors.history(witness, room))
        .extracting(m -> m.path("content").stringValue())
        .containsExactly("before", "after");
    witness.assertNothingLeft();
  }

  static Stream<Arguments> answered() {
    return Stream.of(
        Arguments.of("hello", "malformed"),
        Arguments.of("", "malformed"),
        Arguments.of("   ", "malformed"),
        Arguments.of("null", "malformed"),
        Arguments.of("[]", "malformed"),
        Arguments.of("42", "malformed"),
        Arguments.of("{\"type\":\"ping\"", "malformed"),
        Arguments.of("{\"type\":\"ping\"}}", "malformed"),
        Arguments.of("{'type':'ping'}", "malformed"),
        Arguments.of("{\"type\":\"ping\",}", "malformed"),
        Arguments.of("/* */{\"type\":\"ping\"}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"data\":{\"n\":NaN}}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"type\":\"room:join\"}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"data\":{\"a\":{\"b\":1,\"b\":2}}}", "malformed"),
        Arguments.of(
            "{\"type\":\"ping\",\"data\":{\"a\":" + "[".repeat(20_000) + "}}", "malformed"),
        Arguments.of(
            "{\"type\":\"ping\",\"data\":{\"n\":" + "9".repeat(60_000) + "}}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"data\":{\"n\":0." + "9".repeat(100) + "}}", "malformed"),
        Arguments.of(
            "{\"type\":\"ping\",\"data\":{\"" + "n".repeat(60_000) + "\":1}}", "malformed"),
        Arguments.of("{\"type\":[\"ping\"]}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"data\":[]}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"data\":null}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"id\":\"" + "i".repeat(65) + "\"}", "malformed"),
        Arguments.of("{\"type\":\"ping\",\"id\":\"a\\u0007b\"}", "malformed"),
        Arguments.of("{\"type\":\"nonsense\"}", "unknown-type"),
        Arguments.of("{\"type\":\"PING\"}", "unknown-type"),
        Arguments.of("{\"type\":\"" + "t".repeat(60_000) + "\"}", "unknown-type"),
        Arguments.of("{\"type\":\"room:join\",\"data\":{\"roomId\":7}}", "invalid"),
        Arguments.of("{\"type\":\"room:join\",\"data\":{\"roomId\":{\"value\":\"x\"}}}", "invalid"),
        Arguments.of(
            "{\"type\":\"room:join\",\"data\":{\"roomId\":\"" + "r".repeat(60_000) + "\"}}",
            "invalid"),
        Arguments.of("{\"type\":\"room:join\",\"data\":{\"roomId\":\"\\u0000\"}}", "invalid"),
        Arguments.of(
            "{\"type\":\"room:join\",\"data\":{\"roomId\":\"r\",\"history\":1e400}}", "invalid"),
        Arguments.of(
            "{\"type\":\"room:join\",\"data\":{\"roomId\":\"r\",\"history\":99999999999}}",
            "invalid"),
        Arguments.of(
            "{\"type\":\"chat:history\",\"data\":{\"roomId\":\"r\",\"before\":99999999999999999999}}",
            "invalid"),
        Arguments.of("{\"type\":\"chat:send\",\"data\":{\"roomId\":\"r\"}}", "invalid"));
  }

  @ParameterizedTest
  @MethodSource("answered")
  void isAnsweredWithItsCodeAndTheConnectionGoesOn(String text, String code) {
    WireClient client = visitors.guest("Clumsy");
    client.sendText(text);
    JsonNode answer = client.next();
    assertThat(answer.path("type").stringValue()).isEqualTo("error");
    assertThat(answer.path("data").path("code").stringValue()).isEqualTo(code);
    assertThat(answer.path("data").path("message").stringValue().length()).isBetween(10, 300);
    client.assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\u0000b",
        "half \\ud83d",
        "\\udc00 half",
        " \\n\\t",
        "\\u200b\\u3000",
        "TOO LONG"
      })
  void aContentThatIsNoTextIsInvalid(String content) {
    WireClient client = visitors.guest("Clumsy");
    String own = Visitors.unique("room");
    Visitors.join(client, own);
    client.sendText(
        "{\"type\":\"chat:send\",\"id\":\"x\",\"data\":{\"roomId\":\"%s\",\"content\":\"%s\"}}"
            .formatted(own, content.replace("TOO LONG", "x".repeat(8_001))));
    JsonNode refusal = client.answer("x").path("data");
    assertThat(refusal.path("code").stringValue()).isEqualTo("invalid");
    assertThat(refusal.path("violations").path(0).path("path").stringValue()).isEqualTo("content");
    assertThat(Visitors.history(client, own)).isEmpty();
    client.assertNothingLeft();
  }

  @Test
  void aFrameOfExactlyTheLimitIsTaken() {
    WireClient client = visitors.guest("Exact");
    client.sendText(pingOf(FRAME_BYTES));
    assertThat(client.next().path("type").stringValue()).isEqualTo("pong");
    client.assertNothingLeft();
  }

  @Test
  void aFramePastTheLimitEndsTheConnection() {
    WireClient client = visitors.guest("Big");
    client.sendText(pingOf(FRAME_BYTES + 1));
    assertThat(client.awaitClose().code()).isEqualTo(1009);
  }

  @Test
  void theLimitCountsBytesAndNotCharacters() {
    WireClient client = visitors.guest("Wide");
    client.sendText("{\"type\":\"ping\",\"data\":{\"x\":\"" + "ü".repeat(FRAME_BYTES / 2) + "\"}}");
    assertThat(client.awaitClose().code()).isEqualTo(1009);
  }

  @Test
  void aMessageOfManyFragmentsIsBoundedToo() {
    try (RawSocket client = visitors.bareGuest("Piecemeal")) {
      byte[] piece = "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
      client.sendFragment(RawFrame.TEXT, piece, false);
      for (int i = 0; i < 4; i++) {
        client.sendFragment(RawFrame.CONTINUATION, piece, false);
      }
      assertThat(client.awaitClose().code()).isEqualTo(1009);
    }
  }

  @Test
  void aMessageMayComeInFragmentsThatSplitItsCharacters() {
    RawSocket client = visitors.bareGuest("Piecewise");
    byte[] ping = "{\"type\":\"ping\",\"id\":\"ü🦊\"}".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < ping.length; i++) {
      client.sendFragment(
          i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION,
          new byte[] {ping[i]},
          i == ping.length - 1);
    }
    client.readUntil(RawFrame.TEXT); // the welcome
    assertThat(client.readUntil(RawFrame.TEXT).text())
        .isEqualTo("{\"type\":\"pong\",\"id\":\"ü🦊\",\"data\":{}}");
  }

  @Test
  void aBinaryFrameEndsTheConnection() {
    try (RawSocket client = visitors.bareGuest("Binary")) {
      client.send(RawFrame.BINARY, new byte[] {1, 2, 3});
      assertThat(client.awaitClose()).isEqualTo(new Closed(1003, "binary-not-supported"));
    }
  }

  @Test
  void invalidUtf8EndsTheConnection() {
    try (RawSocket client = visitors.bareGuest("Garbled")) {
      client.send(RawFrame.TEXT, new byte[] {'{', (byte) 0xc3, (byte) 0x28, '}'});
      assertThat(client.awaitClose().code()).isEqualTo(1007);
    }
  }

  /** RFC 6455, section 5.1, wants it closed; Tyrus takes the frame all the same. */
  @Test
  void anUnmaskedFrameDoesNoHarm() {
    try (RawSocket client = visitors.bareGuest("Unmasked")) {
      client.readUntil(RawFrame.TEXT);
      client.sendUnmasked(RawFrame.TEXT, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
      RawFrame answer = client.readUntil(RawFrame.TEXT, RawFrame.CLOSE);
      if (answer.opcode() == RawFrame.CLOSE) {
        assertThat(answer.closed().code()).isEqualTo(1002);
      } else {
        assertThat(answer.text()).contains("\"pong\"");
      }
    }
  }

  @Test
  void anUnknownOpcodeEndsTheConnection() {
    try (RawSocket client = visitors.bareGuest("Reserved")) {
      client.send(0x3, new byte[] {1});
      assertThat(client.awaitClose().code()).isIn(1002, 1003, 1006);
    }
  }

  @Test
  void aFrameThatNeverEndsHoldsNothingUp() {
    try (RawSocket client = visitors.bareGuest("Half")) {
      client.sendBytes(
          new byte[] {(byte) 0x81, (byte) 0xfe, 0x40, 0x00, 0x11, 0x22, 0x33, 0x44, 1, 2});
      assertThat(client.readUntil(RawFrame.TEXT).text()).contains("welcome");
    }
  }

  /** A ping of this many bytes. */
  private static String pingOf(int bytes) {
    String head = "{\"type\":\"ping\",\"data\":{\"x\":\"";
    String tail = "\"}}";
    return head + "x".repeat(bytes - head.length() - tail.length()) + tail;
  }
}
