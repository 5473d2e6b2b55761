package dev.parley.moderation;

import dev.parley.protocol.VisibleText;

/**
 * Why a moderator acts, as that one puts it; the user concerned is told it. 1 to {@value
 * #MAX_LENGTH} UTF-16 units with something to be seen and no control character; throws {@link
 * IllegalArgumentException} that says so otherwise.
 */
public record Reason(String value) {
  /** The longest, in UTF-16 units. */
  public static final int MAX_LENGTH = 512;

  public Reason {
    if (value.length() > MAX_LENGTH || VisibleText.isBlank(value)) {
      throw new IllegalArgumentException(
          "must be 1 to " + MAX_LENGTH + " characters, one of them visible, had " + value.length());
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("must have no control characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
