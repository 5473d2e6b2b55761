package dev.parley.protocol;

/**
 * The id that a client gives a frame; the answer to it carries the same.
 *
 * <p>1–64 characters without control characters; throws {@link IllegalArgumentException} that names
 * the offending and the expected value otherwise.
 */
public record FrameId(String value) {
  /** The longest value, in UTF-16 units. */
  public static final int MAX_LENGTH = 64;

  public FrameId {
    Text.require(Text.isPlain(value, MAX_LENGTH), "1–64 printable characters", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
