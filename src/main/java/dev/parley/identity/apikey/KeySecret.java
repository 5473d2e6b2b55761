package dev.parley.identity.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.identity.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as the service has it: {@code parley_}, its id, {@code _} and 256 random bits in URL-safe
 * Base64. The fixed beginning lets scanners of repositories and logs find one that got lost. It is
 * shown once; its {@link #toString} shows the id alone.
 */
public final class KeySecret {
  /** What every key begins with, and no token does. */
  public static final String PREFIX = "parley_";

  private static final Pattern SHAPE =
      Pattern.compile(PREFIX + "(?<id>[0-9a-f]{16})_[A-Za-z0-9_-]{43}");
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyId id;
  private final String text;

  private KeySecret(KeyId id, String text) {
    this.id = id;
    this.text = text;
  }

  static KeySecret random() {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(id);
    RANDOM.nextBytes(secret);
    KeyId name = new KeyId(HexFormat.of().formatHex(id));
    return new KeySecret(name, PREFIX + name + "_" + BASE64.encodeToString(secret));
  }

  /** Empty where the text is no key. */
  static Optional<KeySecret> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? Optional.of(new KeySecret(new KeyId(shape.group("id")), text))
        : Optional.empty();
  }

  KeyId id() {
    return id;
  }

  /** The whole key, for the one who asked for it. */
  public String reveal() {
    return text;
  }

  /** What is stored: SHA-256 of the whole, 43 characters of URL-safe Base64. */
  String digest() {
    return BASE64.encodeToString(Sha256.of(text));
  }

  /** Whether its digest is that one, in a time that does not tell how much of it is. */
  boolean hasDigest(String other) {
    return MessageDigest.isEqual(digest().getBytes(UTF_8), other.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return PREFIX + id + "_…";
  }
}
