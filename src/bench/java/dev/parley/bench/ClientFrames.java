package dev.parley.bench;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Writes whole frames as a client must, masked (RFC 6455, sections 5.2 and 5.3). One thread. */
final class ClientFrames {
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PONG = 0xA;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES_OF_LENGTH = 126;
  private static final int HEAD_BYTES = 8;
  private static final int MAX_PAYLOAD = 0xFFFF;

  private final SplittableRandom masks = new SplittableRandom();
  private final ByteBuffer frame = ByteBuffer.allocateDirect(HEAD_BYTES + MAX_PAYLOAD);

  /** Valid until the next call. */
  ByteBuffer frame(int opcode, byte[] payload) {
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a frame of the generator holds " + MAX_PAYLOAD + " bytes, not " + payload.length);
    }
    int mask = masks.nextInt();
    frame.clear().put((byte) (FIN | opcode));
    if (payload.length < TWO_BYTES_OF_LENGTH) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | TWO_BYTES_OF_LENGTH)).putShort((short) payload.length);
    }
    frame.putInt(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask >>> (24 - 8 * (i & 3))));
    }
    return frame.flip();
  }
}
