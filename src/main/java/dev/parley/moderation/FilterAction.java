package dev.parley.moderation;

import java.util.Locale;

/** What becomes of a message that a filter matches. The wire form is lower case. */
public enum FilterAction {
  /** What matches becomes a {@code *} a character. */
  MASK,
  /** It is refused, as {@code filtered}. */
  BLOCK;

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws {@link IllegalArgumentException} where the text is the wire form of none. */
  public static FilterAction ofWire(String text) {
    for (FilterAction action : values()) {
      if (action.wire().equals(text)) {
        return action;
      }
    }
    throw new IllegalArgumentException("must be block or mask");
  }
}
