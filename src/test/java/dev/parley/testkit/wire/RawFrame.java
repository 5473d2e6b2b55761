package dev.parley.testkit.wire;

import java.nio.charset.StandardCharsets;

/** A frame as RFC 6455, section 5.2, lays it out, unmasked. */
public record RawFrame(int opcode, byte[] payload) {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** What a close frame says; 1005 where it says nothing (section 7.4.1). */
  public Closed closed() {
    if (payload.length < 2) {
      return new Closed(1005, "");
    }
    int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    return new Closed(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
  }
}
