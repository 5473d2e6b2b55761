package dev.parley.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A frame as RFC 6455, section 5.2, lays it out, unmasked; {@code last} is its bit FIN. */
public record RawFrame(boolean last, int opcode, byte[] payload) {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  /** The bits beside the opcode: the last of its message, and the three reserved ones. */
  public static final int FIN = 0x80;

  public static final int RSV1 = 0x40;
  public static final int RSV2 = 0x20;
  public static final int RSV3 = 0x10;

  /** Any masking key will do (section 5.3); a constant one keeps failures the same each time. */
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  /** The bytes of a masked frame that begins with this byte: bits and opcode. */
  public static byte[] masked(int head, byte[] payload) {
    return bytes(head, payload, true);
  }

  /** The bytes of a frame without a mask, as a server sends it and a client must not. */
  public static byte[] unmasked(int head, byte[] payload) {
    return bytes(head, payload, false);
  }

  /**
   * The first bytes of a masked frame that says it has this length, whatever it is (as 64 bits).
   */
  public static byte[] beginning(int head, long length) {
    return ByteBuffer.allocate(14)
        .put((byte) head)
        .put((byte) (0x80 | 127))
        .putLong(length)
        .put(MASK)
        .array();
  }

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

  private static byte[] bytes(int head, byte[] payload, boolean masked) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) head);
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.put((byte) (mask | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (mask | 127)).putLong(payload.length);
    }
    if (masked) {
      frame.put(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (masked ? payload[i] ^ MASK[i % 4] : payload[i]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
