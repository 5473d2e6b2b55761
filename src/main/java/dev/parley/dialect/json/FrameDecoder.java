package dev.parley.dialect.json;

import jakarta.websocket.Decoder;

/**
 * The container's way to {@link FrameReader}. Throws nothing: on some servers an exception here
 * closes the connection (a malformed frame is a value, and charged like any other).
 */
public class FrameDecoder implements Decoder.Text<Frame> {
  @Override
  public Frame decode(String text) {
    return new Frame(FrameReader.INSTANCE.read(text), bytes(text));
  }

  /** How long it was on the wire. A surrogate pair is two characters of two bytes each. */
  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each >= 0x80) {
        bytes += each < 0x800 || Character.isSurrogate(each) ? 1 : 2;
      }
    }
    return bytes;
  }

  @Override
  public boolean willDecode(String text) {
    return true;
  }
}
