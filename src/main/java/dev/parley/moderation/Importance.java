package dev.parley.moderation;

import java.util.Locale;

/** How much an announcement is to be noticed. The wire form is lower case. */
public enum Importance {
  INFO,
  WARNING;

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws {@link IllegalArgumentException} where the text is the wire form of none. */
  public static Importance ofWire(String text) {
    for (Importance importance : values()) {
      if (importance.wire().equals(text)) {
        return importance;
      }
    }
    throw new IllegalArgumentException("must be one of info, warning");
  }
}
