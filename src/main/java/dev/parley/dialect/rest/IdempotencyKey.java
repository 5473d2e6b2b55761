package dev.parley.dialect.rest;

import dev.parley.protocol.ClientKey;
import dev.parley.protocol.Detail;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-07, section 2.1): 1
 * to 64 printable characters of ASCII, with the quotes that the draft asks for or without. Pure.
 */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private static final String SHAPE = "[\\x20-\\x7e&&[^\"\\\\]]{1,64}";

  private IdempotencyKey() {}

  /** Null where there is none. Throws {@link RefusedException} where it is none. */
  static @Nullable ClientKey read(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    String key = quoted ? text.substring(1, text.length() - 1) : text;
    if (!key.matches(SHAPE)) {
      throw new RefusedException(
          Detail.invalid(
              HEADER,
              "must be 1–64 printable characters of ASCII but \" and \\, in quotes or not"));
    }
    return new ClientKey(key);
  }
}
