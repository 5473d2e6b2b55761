package dev.parley.identity.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as they are kept: PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2) over 16 random bytes
 * of salt, as {@code pbkdf2-sha256$iterations$salt$hash} in Base64url. Immutable; takes a good part
 * of a second of one processor by design, so never on a thread of the container.
 */
final class PasswordHash {
  /** Nobody can try out 100 random bits, however fast. */
  private static final int ITERATIONS_OF_RANDOM = 1_000;

  private static final String SCHEME = "pbkdf2-sha256";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int iterations;

  PasswordHash(int iterations) {
    this.iterations = iterations;
  }

  /** The hash of a password that somebody has chosen. */
  String of(String password) {
    return hash(password, iterations);
  }

  /** The hash of a password that was made by {@link OneTimePassword}. */
  String of(OneTimePassword password) {
    return hash(password.reveal(), Math.min(iterations, ITERATIONS_OF_RANDOM));
  }

  private static String hash(String password, int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return String.join(
        "$",
        SCHEME,
        Integer.toString(iterations),
        text(salt),
        text(derive(password, salt, iterations)));
  }

  /**
   * Whether it is the password of this hash. Takes as long where there is no hash, and whatever the
   * hash's iterations are.
   */
  boolean matches(String password, @Nullable String hash) {
    String[] parts = hash == null ? new String[0] : hash.split("\\$", -1);
    boolean known = parts.length == 4 && parts[0].equals(SCHEME);
    int its = known ? Integer.parseInt(parts[1]) : 0;
    boolean matches = known && matches(password, its, bytes(parts[2]), bytes(parts[3]));
    if (its < iterations) {
      derive(password, new byte[SALT_BYTES], iterations - its);
    }
    return matches;
  }

  private static boolean matches(String password, int iterations, byte[] salt, byte[] expected) {
    return MessageDigest.isEqual(derive(password, salt, iterations), expected);
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    char[] characters = Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
