package dev.parley.moderation;

import dev.parley.protocol.VisibleText;

/**
 * What is announced: 1 to {@value #MAX_LENGTH} UTF-16 units with something to be seen, in lines; no
 * other control character and no half of a surrogate pair. Throws {@link IllegalArgumentException}
 * that says so otherwise.
 */
public record AnnouncementText(String value) {
  /** The longest, in UTF-16 units. */
  public static final int MAX_LENGTH = 1_000;

  public AnnouncementText {
    if (value.length() > MAX_LENGTH || VisibleText.isBlank(value)) {
      throw new IllegalArgumentException(
          "must be 1 to " + MAX_LENGTH + " characters, one of them visible, had " + value.length());
    }
    if (value.codePoints().anyMatch(AnnouncementText::isRefused)) {
      throw new IllegalArgumentException(
          "must have no control characters but line feeds, and no lone surrogates");
    }
  }

  private static boolean isRefused(int codePoint) {
    return (Character.isISOControl(codePoint) && codePoint != '\n')
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
