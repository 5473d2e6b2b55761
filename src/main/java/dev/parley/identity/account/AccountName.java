package dev.parley.identity.account;

import java.util.regex.Pattern;

/**
 * By which somebody signs in: 1–64 lower-case letters, digits and {@code . _ -}, the first of them
 * a letter or digit; of one account among all tenants. Throws {@link IllegalArgumentException} that
 * names what is expected otherwise, and not the text: it may be a password in the wrong field.
 */
public record AccountName(String value) {
  /** The longest value, in characters. */
  public static final int MAX_LENGTH = 64;

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  public AccountName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be 1–64 lower-case letters, digits and . _ -, the first a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
