package dev.parley.identity.apikey;

/**
 * The public name of a key, which begins its text as well: 16 hexadecimal digits. Throws {@link
 * IllegalArgumentException} that names what was expected otherwise.
 */
public record KeyId(String value) {
  private static final String SHAPE = "[0-9a-f]{16}";

  public KeyId {
    if (!value.matches(SHAPE)) {
      throw new IllegalArgumentException("must be 16 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
