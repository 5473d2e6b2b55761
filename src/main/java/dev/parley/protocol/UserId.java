package dev.parley.protocol;

/**
 * Who someone is: the subject of a verified token, or what the server made for a guest.
 *
 * <p>1–128 characters without control characters; throws {@link IllegalArgumentException} that
 * names the offending and the expected value otherwise.
 */
public record UserId(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 128;

  public UserId {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–128 printable characters", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
