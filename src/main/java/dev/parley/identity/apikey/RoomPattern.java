package dev.parley.identity.apikey;

import dev.parley.protocol.RoomName;

/**
 * Which rooms a key is for: a room's name in which {@code *} stands for any characters, also for
 * none. A name without one means that room alone. Rooms of one user are matched only by a pattern
 * that has a {@code #} itself.
 *
 * <p>Throws {@link IllegalArgumentException} that names what was expected when the text is no
 * pattern. Matching takes time in proportion to the lengths of both.
 */
public record RoomPattern(String value) {
  private static final String SHAPE = "[A-Za-z0-9._:/~%#*-]{1,128}";

  public RoomPattern {
    if (!value.matches(SHAPE)) {
      throw new IllegalArgumentException("must be 1–128 of letters, digits and . _ - : / ~ % # *");
    }
  }

  public boolean matches(RoomName room) {
    String name = room.value();
    if (room.isPersonal() && value.indexOf('#') < 0) {
      return false;
    }
    int at = 0; // in the pattern
    int star = -1; // the last * passed, and how far the name was then
    int after = 0;
    int i = 0;
    while (i < name.length()) {
      if (at < value.length() && value.charAt(at) == '*') {
        star = at++;
        after = i;
      } else if (at < value.length() && value.charAt(at) == name.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++after;
      } else {
        return false;
      }
    }
    return value.substring(at).chars().allMatch(c -> c == '*');
  }

  @Override
  public String toString() {
    return value;
  }
}
