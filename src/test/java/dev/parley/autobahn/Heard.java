package dev.parley.autobahn;

import dev.parley.testkit.wire.RawFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What came from the server: a whole message, or a control frame, by its first opcode. */
record Heard(int opcode, ByteBuffer payload) {
  private static final int SHOWN = 24;

  static Heard text(byte[] payload) {
    return new Heard(RawFrame.TEXT, ByteBuffer.wrap(payload));
  }

  static Heard text(String payload) {
    return text(payload.getBytes(StandardCharsets.UTF_8));
  }

  static Heard binary(byte[] payload) {
    return new Heard(RawFrame.BINARY, ByteBuffer.wrap(payload));
  }

  static Heard pong(byte[] payload) {
    return new Heard(RawFrame.PONG, ByteBuffer.wrap(payload));
  }

  static Heard pong(String payload) {
    return pong(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Short, also where the payload is not. */
  @Override
  public String toString() {
    byte[] start = new byte[Math.min(SHOWN, payload.remaining())];
    payload.duplicate().get(start);
    return "opcode %d, %d bytes %s"
        .formatted(opcode, payload.remaining(), HexFormat.of().formatHex(start));
  }
}
