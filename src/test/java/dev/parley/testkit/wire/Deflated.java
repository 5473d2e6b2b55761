package dev.parley.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The messages of one connection with permessage-deflate (RFC 7692, section 7.2): both directions
 * keep their window from one message to the next. One thread.
 */
public final class Deflated {
  /** What a sender leaves out at the end of each message, and a receiver puts back. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int BUFFER = 64 * 1024;

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private final Inflater inflater = new Inflater(true);

  /** The payload of a frame with this message. */
  public byte[] compress(byte[] message) {
    deflater.setInput(message);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    int length = BUFFER;
    while (length == BUFFER) { // less: all is out
      length = deflater.deflate(buffer, 0, BUFFER, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, length);
    }
    return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
  }

  /** The text that a frame with this payload says. */
  public String inflate(byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
    inflater.setInput(whole);
    try {
      for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException e) {
      throw new AssertionError("the server sent what does not inflate", e);
    }
  }
}
