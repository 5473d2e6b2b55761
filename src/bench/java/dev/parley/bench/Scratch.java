package dev.parley.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The buffers that all connections of one thread share: only what is unfinished is kept apart. */
final class Scratch {
  private static final int READ_BYTES = 256 * 1024;

  final ClientFrames frames = new ClientFrames();
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private byte[] bytes = new byte[2 * READ_BYTES];

  /** Reads behind the unfinished bytes given; answers how many are there, -1 at the end. */
  int read(SocketChannel channel, byte[] unfinished) throws IOException {
    in.clear();
    int count = channel.read(in);
    if (count < 0) {
      return -1;
    }
    int length = unfinished.length + count;
    if (bytes.length < length) {
      bytes = new byte[2 * length];
    }
    System.arraycopy(unfinished, 0, bytes, 0, unfinished.length);
    in.flip().get(bytes, unfinished.length, count);
    return length;
  }

  /** What was read last. */
  byte[] bytes() {
    return bytes;
  }
}
