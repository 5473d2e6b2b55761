package dev.parley.blackbox;

import static dev.parley.testkit.wire.RawFrame.CLOSE;
import static dev.parley.testkit.wire.RawFrame.CONTINUATION;
import static dev.parley.testkit.wire.RawFrame.FIN;
import static dev.parley.testkit.wire.RawFrame.PING;
import static dev.parley.testkit.wire.RawFrame.PONG;
import static dev.parley.testkit.wire.RawFrame.RSV1;
import static dev.parley.testkit.wire.RawFrame.RSV2;
import static dev.parley.testkit.wire.RawFrame.RSV3;
import static dev.parley.testkit.wire.RawFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames that break RFC 6455 end their connection with 1002, those that are longer than they may be
 * with 1009; nobody else notices.
 */
class FramingAttackIT {
  private static final byte[] COMMAND = "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SOME = new byte[400_000];
  private static final int OTHER_DATA = 0x3;
  private static final int OTHER_CONTROL = 0xB;

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private static Map<String, Consumer<RawSocket>> broken() {
    Map<String, Consumer<RawSocket>> all = new LinkedHashMap<>();
    all.put("RSV1", frame(FIN | RSV1 | TEXT, COMMAND));
    all.put("RSV2", frame(FIN | RSV2 | TEXT, COMMAND));
    all.put("RSV3", frame(FIN | RSV3 | TEXT, COMMAND));
    for (int opcode = OTHER_DATA; opcode < CLOSE; opcode++) {
      all.put("opcode " + opcode, frame(FIN | opcode, COMMAND));
    }
    for (int opcode = OTHER_CONTROL; opcode <= 0xF; opcode++) {
      all.put("opcode " + opcode, frame(FIN | opcode, COMMAND));
    }
    all.put("fragmented ping", frame(PING, COMMAND));
    all.put("fragmented pong", frame(PONG, COMMAND));
    all.put("fragmented close", frame(CLOSE, new byte[] {3, -24}));
    all.put("ping of 126 bytes", frame(FIN | PING, new byte[126]));
    all.put("ping of 2^63 - 1 bytes", lengthOf(FIN | PING, Long.MAX_VALUE));
    all.put("continuation of nothing", frame(FIN | CONTINUATION, COMMAND));
    all.put("message in a message", frame(TEXT, COMMAND).andThen(frame(FIN | TEXT, COMMAND)));
    all.put("close of one byte", frame(FIN | CLOSE, new byte[] {3}));
    all.put("close with 1005", frame(FIN | CLOSE, new byte[] {3, -19}));
    all.put("close with 0", frame(FIN | CLOSE, new byte[] {0, 0}));
    return all;
  }

  private static Consumer<RawSocket> frame(int head, byte[] payload) {
    return client -> client.sendBytes(RawFrame.masked(head, payload));
  }

  private static Consumer<RawSocket> lengthOf(int head, long length) {
    return client -> client.sendBytes(RawFrame.beginning(head, length));
  }

  @ParameterizedTest
  @MethodSource("brokenNames")
  void aFrameThatBreaksTheProtocolEndsItsConnection(String what) {
    try (RawSocket client = visitors.bareGuest("Mallory")) {
      send(broken().get(what), client);
      assertThat(client.awaitClose().code()).isEqualTo(1002);
    }
  }

  static Iterable<String> brokenNames() {
    return broken().keySet();
  }

  /**
   * Each server may say so in its own words; what it says may be lost with what it did not read.
   */
  @ParameterizedTest
  @MethodSource("lengths")
  void aFrameThatSaysItIsEndlessIsNotWaitedFor(long length) {
    try (RawSocket client = visitors.bareGuest("Mallory")) {
      send(lengthOf(FIN | TEXT, length).andThen(c -> c.sendBytes(SOME)), client);
      assertThat(client.awaitClose().code()).isIn(1002, 1006, 1009, 1011);
    }
  }

  static long[] lengths() {
    return new long[] {
      Long.MIN_VALUE, // 2^63, which section 5.2 forbids
      -1,
      Long.MAX_VALUE,
      1L << 32 | 5, // five, where a length is cut to 32 bits
      1L << 31,
      Integer.MAX_VALUE,
      5_000_000
    };
  }

  /** Whatever is left to write when the server has closed. */
  private static void send(Consumer<RawSocket> attack, RawSocket client) {
    try {
      attack.accept(client);
    } catch (UncheckedIOException closed) {
      // What the server said before is still to be read.
    }
  }

  @Test
  void othersChatOn() {
    try (Bystanders bystanders = new Bystanders(visitors)) {
      bystanders.areUndisturbedBy(
          () -> {
            for (Consumer<RawSocket> attack : broken().values()) {
              try (RawSocket client = visitors.bareGuest("Mallory")) {
                send(attack, client);
                assertThat(client.awaitClose().code()).isEqualTo(1002);
              }
            }
          });
    }
  }
}
