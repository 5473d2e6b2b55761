package dev.parley.moderation;

import java.util.Locale;

/** What is imposed on somebody. The wire form is lower case. */
public enum SanctionKind {
  /** May not speak. */
  MUTE,
  /** Was put out of a room, and may come back when the time is over. */
  KICK,
  /** May not be in a room, or not here at all. */
  BAN;

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws {@link IllegalArgumentException} where the text is the wire form of none. */
  public static SanctionKind ofWire(String text) {
    for (SanctionKind kind : values()) {
      if (kind.wire().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("must be one of mute, kick, ban");
  }
}
