package dev.parley.identity.account;

import java.security.SecureRandom;

/**
 * A password that the server has made, to be changed at the first sign-in: 20 letters and digits
 * that cannot be mistaken for each other, 100 random bits. Never shows itself but by {@link
 * #reveal}.
 */
public final class OneTimePassword {
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789X"; // 32 of them
  private static final int LENGTH = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  private OneTimePassword(String value) {
    this.value = value;
  }

  static OneTimePassword random() {
    StringBuilder made = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      made.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new OneTimePassword(made.toString());
  }

  /** Its text: once in the log, or in the answer to who asked for it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "OneTimePassword[…]";
  }
}
