package dev.parley.dialect.json.tyrus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whole text frames as a server writes them (RFC 6455, section 5.2). The frame that a thread has
 * made last is kept for it: what goes to all of a room goes to one after the other, and is encoded
 * once.
 *
 * <p>Safe for use by any thread; does not block.
 */
final class TextFrames {
  private static final byte FIN_AND_TEXT = (byte) 0x81;
  private static final int ONE_BYTE_LENGTH = 125;
  private static final int TWO_BYTE_LENGTH = 0xFFFF;
  private static final byte TWO_BYTES_FOLLOW = 126;
  private static final byte EIGHT_BYTES_FOLLOW = 127;

  // Holds nothing but the JDK's classes, so that a thread of the server keeps no undeployed WAR.
  private static final ThreadLocal<Map.@Nullable Entry<String, byte[]>> LAST = new ThreadLocal<>();

  private TextFrames() {}

  /** The text as one frame; the bytes behind the buffer are shared, and must not be changed. */
  static ByteBuffer of(String text) {
    Map.Entry<String, byte[]> last = LAST.get();
    if (last == null || !isSame(last.getKey(), text)) {
      last = Map.entry(text, frame(text.getBytes(StandardCharsets.UTF_8)));
      LAST.set(last);
    }
    return ByteBuffer.wrap(last.getValue());
  }

  /** What is shared is the same object; to compare characters would cost more than encoding. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(String one, String other) {
    return one == other;
  }

  private static byte[] frame(byte[] payload) {
    int length = payload.length;
    ByteBuffer frame = ByteBuffer.allocate(headBytes(length) + length).put(FIN_AND_TEXT);
    if (length <= ONE_BYTE_LENGTH) {
      frame.put((byte) length);
    } else if (length <= TWO_BYTE_LENGTH) {
      frame.put(TWO_BYTES_FOLLOW).putShort((short) length);
    } else {
      frame.put(EIGHT_BYTES_FOLLOW).putLong(length);
    }
    return frame.put(payload).array();
  }

  private static int headBytes(int length) {
    if (length <= ONE_BYTE_LENGTH) {
      return 2;
    }
    return length <= TWO_BYTE_LENGTH ? 4 : 10;
  }
}
