package dev.parley.identity.jwt;

import java.nio.charset.StandardCharsets;

/**
 * What signs and checks HS256 tokens: the bytes of a text in UTF-8. Empty, or at least {@value
 * #MIN_BYTES} bytes (RFC 7518, section 3.2); throws {@link IllegalArgumentException} otherwise.
 * Never shows itself.
 */
public record HmacSecret(String value) {
  /** As many bits as the hash has. */
  public static final int MIN_BYTES = 32;

  /** No secret. */
  public static final HmacSecret NONE = new HmacSecret("");

  public HmacSecret {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes != 0 && bytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "must be empty or at least " + MIN_BYTES + " bytes long, was " + bytes + " bytes long");
    }
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return isEmpty() ? "(none)" : "(hidden)";
  }
}
