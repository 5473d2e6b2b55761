package dev.parley.identity.account;

import dev.parley.protocol.Detail;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be chosen (NIST SP 800-63B, section 5.1.1.2: long ones, of whatever
 * characters): 12 to 128 UTF-16 units, of which at least five differ, without the account's name.
 * Pure.
 */
final class PasswordRule {
  static final int MIN_LENGTH = 12;
  static final int MAX_LENGTH = 128;
  private static final int LEAST_DIFFERENT = 5;

  private PasswordRule() {}

  /** Why not; never repeats the password. */
  static @Nullable Detail violation(AccountName name, String current, String wanted) {
    if (wanted.length() < MIN_LENGTH || wanted.length() > MAX_LENGTH) {
      return refused("must have 12 to 128 characters, had " + wanted.length());
    }
    if (wanted.chars().distinct().count() < LEAST_DIFFERENT) {
      return refused("must have at least five different characters");
    }
    if (name.value().length() > 3
        && wanted.toLowerCase(java.util.Locale.ROOT).contains(name.value())) {
      return refused("must not contain the account's name");
    }
    return wanted.equals(current) ? refused("must be another than the present one") : null;
  }

  private static Detail refused(String message) {
    return Detail.invalid("password", message);
  }
}
