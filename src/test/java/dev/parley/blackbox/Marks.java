package dev.parley.blackbox;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Finds the numbers of messages in a stream of frames without parsing them, whatever their
 * envelope: a content begins with its number between two signs, and eight digits between two such
 * signs occur nowhere else. One thread.
 */
final class Marks {
  private static final byte SIGN = '@';
  private static final int DIGITS = 8;

  private int digits = -1; // -1: outside of a mark
  private int number;

  /** A content of this length with this number. */
  static String content(int number, int length) {
    String mark = "@%08d@".formatted(number);
    return mark + "x".repeat(length - mark.length());
  }

  /** Reads all that is there; a mark may go on in the next buffer. */
  void scan(ByteBuffer bytes, IntConsumer found) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (digits == DIGITS && next == SIGN) {
        digits = -1;
        found.accept(number);
      } else if (next == SIGN) {
        digits = 0;
        number = 0;
      } else if (digits >= 0 && digits < DIGITS && next >= '0' && next <= '9') {
        number = number * 10 + (next - '0');
        digits++;
      } else {
        digits = -1;
      }
    }
  }
}
