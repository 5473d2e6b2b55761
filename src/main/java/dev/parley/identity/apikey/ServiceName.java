package dev.parley.identity.apikey;

/**
 * What a service is called: 1–48 lower-case letters, digits and {@code . _ -}. Throws {@link
 * IllegalArgumentException} that names what was expected otherwise.
 */
public record ServiceName(String value) {
  private static final String SHAPE = "[a-z0-9._-]{1,48}";

  public ServiceName {
    if (!value.matches(SHAPE)) {
      throw new IllegalArgumentException("must be 1–48 of lower-case letters, digits and . _ -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
