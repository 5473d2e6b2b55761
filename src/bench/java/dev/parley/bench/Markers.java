package dev.parley.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The mark in the content of every message, {@code #t<nanoseconds>#}: the time at which it was, or
 * should have been, sent. A mark that is read is a delivery, whatever the envelope around it, so
 * that frames of one message, batches and other dialects are counted alike.
 */
final class Markers {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long EIGHT_HASHES = '#' * ONES;
  private static final int SHORTEST = 4;

  private Markers() {}

  /** Hears of one mark. */
  @FunctionalInterface
  interface Found {
    void mark(long nanos);
  }

  /** Text of this many characters that carries the mark. */
  static String content(long nanos, int length) {
    StringBuilder text = new StringBuilder(length).append("#t").append(nanos).append("# ");
    while (text.length() < length) {
      text.append("the quick brown fox jumps over the lazy dog ");
    }
    text.setLength(length);
    return text.toString();
  }

  /** Tells of every mark between the two places; answers how many there were. */
  static int scan(byte[] bytes, int from, int to, Found found) {
    int count = 0;
    int at = indexOfHash(bytes, from, to);
    while (at + SHORTEST <= to) {
      int next = at + 1;
      if (bytes[next] == 't') {
        long nanos = 0;
        next++;
        while (next < to && bytes[next] >= '0' && bytes[next] <= '9') {
          nanos = nanos * 10 + (bytes[next++] - '0');
        }
        if (next < to && bytes[next] == '#') {
          count++;
          next++;
          found.mark(nanos);
        }
      }
      at = indexOfHash(bytes, next, to);
    }
    return count;
  }

  /** Eight bytes at a time, or the generator would be slower than the servers. */
  private static int indexOfHash(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long different = (long) LONGS.get(bytes, at) ^ EIGHT_HASHES;
      long zeroBytes = (different - ONES) & ~different & HIGH_BITS;
      if (zeroBytes != 0) {
        return at + (Long.numberOfTrailingZeros(zeroBytes) >>> 3);
      }
    }
    while (at < to && bytes[at] != '#') {
      at++;
    }
    return at;
  }
}
