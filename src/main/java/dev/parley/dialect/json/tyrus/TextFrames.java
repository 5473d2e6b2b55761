package dev.parley.dialect.json.tyrus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whole text frames as a server writes them (RFC 6455, section 5.2). Safe for use by any thread;
 * does not block.
 */
final class TextFrames {
  private static final byte FIN_AND_TEXT = (byte) 0x81;
  private static final int ONE_BYTE_LENGTH = 125;
  private static final int TWO_BYTE_LENGTH = 0xFFFF;
  private static final byte TWO_BYTES_FOLLOW = 126;
  private static final byte EIGHT_BYTES_FOLLOW = 127;

  private TextFrames() {}

  /** The texts as one frame each, one right after the other. */
  static byte[] of(List<String> texts) {
    List<byte[]> payloads =
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    int bytes = payloads.stream().mapToInt(p -> headBytes(p.length) + p.length).sum();
    ByteBuffer frames = ByteBuffer.allocate(bytes);
    payloads.forEach(payload -> put(payload, frames));
    return frames.array();
  }

  private static void put(byte[] payload, ByteBuffer frames) {
    int length = payload.length;
    frames.put(FIN_AND_TEXT);
    if (length <= ONE_BYTE_LENGTH) {
      frames.put((byte) length);
    } else if (length <= TWO_BYTE_LENGTH) {
      frames.put(TWO_BYTES_FOLLOW).putShort((short) length);
    } else {
      frames.put(EIGHT_BYTES_FOLLOW).putLong(length);
    }
    frames.put(payload);
  }

  private static int headBytes(int length) {
    if (length <= ONE_BYTE_LENGTH) {
      return 2;
    }
    return length <= TWO_BYTE_LENGTH ? 4 : 10;
  }
}
