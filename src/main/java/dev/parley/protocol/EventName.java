package dev.parley.protocol;

/**
 * The name of an event that clients emit to each other.
 *
 * <p>1–64 characters without control characters; throws {@link IllegalArgumentException} that names
 * the offending and the expected value otherwise.
 */
public record EventName(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  public EventName {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–64 printable characters", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
