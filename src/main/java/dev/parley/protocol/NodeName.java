package dev.parley.protocol;

/**
 * What one running server is called among several; told to clients and written in the log.
 *
 * <p>1–64 letters, digits and {@code . _ -} of ASCII; throws {@link IllegalArgumentException} that
 * names the offending and the expected value otherwise.
 */
public record NodeName(String value) {
  public NodeName {
    Text.require(value.matches("[A-Za-z0-9._-]{1,64}"), "1–64 of letters, digits and . _ -", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
