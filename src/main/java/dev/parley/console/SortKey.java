package dev.parley.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * By what one line of a list stands before another: a number, then a text that no two lines share.
 * Written as a cursor, it says where a page ended, whatever has come and gone since.
 */
record SortKey(double number, String text) implements Comparable<SortKey> {
  static SortKey of(double number, String text) {
    return new SortKey(number, text);
  }

  static SortKey of(String text) {
    return new SortKey(0, text);
  }

  /** Throws {@link IllegalArgumentException} where the text is no cursor. */
  static SortKey ofCursor(String cursor) {
    try {
      String written = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      int blank = written.indexOf(' ');
      return new SortKey(
          Double.parseDouble(written.substring(0, Math.max(0, blank))),
          written.substring(blank + 1));
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException("must be the \"next\" of a page", refused);
    }
  }

  String cursor() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((number + " " + text).getBytes(UTF_8));
  }

  @Override
  public int compareTo(SortKey other) {
    int numbers = Double.compare(number, other.number);
    return numbers != 0 ? numbers : text.compareTo(other.text);
  }
}
