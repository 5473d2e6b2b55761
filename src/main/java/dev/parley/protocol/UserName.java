package dev.parley.protocol;

/**
 * What someone is called in the rooms; shown to others, not unique.
 *
 * <p>1–64 characters without control characters; throws {@link IllegalArgumentException} that names
 * the offending and the expected value otherwise.
 */
public record UserName(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  public UserName {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–64 printable characters", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
