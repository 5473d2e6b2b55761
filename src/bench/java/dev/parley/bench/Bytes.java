package dev.parley.bench;

import java.nio.charset.StandardCharsets;

/** A text that was read, in place: valid only until its reader goes on. */
final class Bytes {
  private final byte[] array;
  private final int from;
  private final int to;

  Bytes(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
  }

  /** As {@link Markers#scan}. */
  int scan(Markers.Found found) {
    return Markers.scan(array, from, to, found);
  }

  int length() {
    return to - from;
  }

  boolean startsWith(String prefix) {
    return length() >= prefix.length() && matches(from, prefix);
  }

  boolean contains(String part) {
    return count(part) > 0;
  }

  /** How often the part stands in the text. */
  int count(String part) {
    int count = 0;
    char first = part.charAt(0);
    for (int at = from; at + part.length() <= to; at++) {
      if (array[at] == first && matches(at, part)) {
        count++;
        at += part.length() - 1;
      }
    }
    return count;
  }

  private boolean matches(int at, String part) {
    for (int i = 0; i < part.length(); i++) {
      if (array[at + i] != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(array, from, to - from, StandardCharsets.UTF_8);
  }
}
