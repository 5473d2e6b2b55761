package dev.parley.protocol;

/**
 * The name of a room: 1–128 letters, digits and {@code . _ - : /} of ASCII, compared exactly.
 *
 * <p>Throws {@link IllegalArgumentException} that names the offending and the expected value when
 * the text is no room name.
 */
public record RoomName(String value) implements Comparable<RoomName> {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 128;

  public RoomName {
    Text.require(isValid(value), "1–128 of letters, digits and . _ - : /", value);
  }

  private static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "._-:/".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(RoomName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
