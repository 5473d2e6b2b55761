package dev.parley.protocol;

/**
 * The name under which receivers of an emitted event answer it.
 *
 * <p>1–64 characters without control characters; throws {@link IllegalArgumentException} that names
 * the offending and the expected value otherwise.
 */
public record AckId(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  public AckId {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–64 printable characters", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
