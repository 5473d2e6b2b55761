package dev.parley.protocol;

/**
 * A family of rooms: a room's name in which {@code *} stands for any characters, none as well. It
 * matches by the name alone, in every tenant, in time proportional to the product of the two
 * lengths at most.
 *
 * <p>Throws {@link IllegalArgumentException} that names the offending and the expected value when
 * the text is no pattern.
 */
public record RoomPattern(String value) {
  private static final char ANY = '*';

  public RoomPattern {
    Text.require(isValid(value), "1–128 of letters, digits and . _ - : / ~ % # *", value);
  }

  private static boolean isValid(String text) {
    String name = text.replace(ANY, '-');
    return name.length() <= RoomName.MAX_LENGTH && RoomName.isValid(name);
  }

  /** Whether the room is of the family. */
  public boolean matches(RoomName room) {
    return matches(value, room.value());
  }

  /** Whether a whole name is matched by a pattern, both taken as they are. */
  public static boolean matches(String pattern, String name) {
    int at = 0; // in the pattern
    int star = -1; // the last one met
    int retry = 0; // where in the name what follows that star is tried next
    for (int i = 0; i < name.length(); ) {
      if (at < pattern.length() && pattern.charAt(at) == ANY) {
        star = at++;
        retry = i;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == ANY) {
      at++;
    }
    return at == pattern.length();
  }

  @Override
  public String toString() {
    return value;
  }
}
