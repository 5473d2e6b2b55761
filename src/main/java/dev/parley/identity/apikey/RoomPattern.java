package dev.parley.identity.apikey;

import dev.parley.protocol.RoomName;

/**
 * Which rooms a key is for: a room's name in which {@code *} stands for any characters, also for
 * none. A name without one means that room alone. Rooms of one user are matched only by a pattern
 * that has a {@code #} itself.
 *
 * <p>Throws {@link IllegalArgumentException} that names what was expected when the text is no
 * pattern. Matching is as {@link dev.parley.protocol.RoomPattern}'s.
 */
public record RoomPattern(String value) {
  private static final String SHAPE = "[A-Za-z0-9._:/~%#*-]{1,128}";

  public RoomPattern {
    if (!value.matches(SHAPE)) {
      throw new IllegalArgumentException("must be 1–128 of letters, digits and . _ - : / ~ % # *");
    }
  }

  public boolean matches(RoomName room) {
    return (!room.isPersonal() || value.indexOf('#') >= 0)
        && dev.parley.protocol.RoomPattern.matches(value, room.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
