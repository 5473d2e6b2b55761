package dev.parley.protocol;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Names one unbroken life of a room's log: while it stays the same, sequences only rise and none is
 * given twice.
 *
 * <p>1–32 characters of the URL-safe Base64 alphabet; throws {@link IllegalArgumentException}
 * otherwise.
 */
public record Epoch(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public Epoch {
    Text.require(value.matches("[A-Za-z0-9_-]{1,32}"), "1–32 of letters, digits, - and _", value);
  }

  /** A new one, of 96 random bits. */
  public static Epoch random() {
    byte[] bits = new byte[12];
    RANDOM.nextBytes(bits);
    return new Epoch(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  @Override
  public String toString() {
    return value;
  }
}
