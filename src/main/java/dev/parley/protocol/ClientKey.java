package dev.parley.protocol;

/**
 * The key under which a client may send one message again and again: one sender, one room, one key,
 * one message.
 *
 * <p>1–64 characters without control characters; throws {@link IllegalArgumentException} that names
 * the offending and the expected value otherwise.
 */
public record ClientKey(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  public ClientKey {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–64 printable characters", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
