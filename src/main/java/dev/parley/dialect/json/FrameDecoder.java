package dev.parley.dialect.json;

import jakarta.websocket.Decoder;

/**
 * The container's way to {@link FrameReader}. Throws nothing: on some servers an exception here
 * closes the connection (a malformed frame is a value, and charged like any other).
 */
public class FrameDecoder implements Decoder.Text<Frame> {
  @Override
  public Frame decode(String text) {
    return new Frame(
        FrameReader.INSTANCE.read(text), text.codePoints().mapToLong(FrameDecoder::bytes).sum());
  }

  private static long bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    } else if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  @Override
  public boolean willDecode(String text) {
    return true;
  }
}
