package dev.parley.history.tink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import dev.parley.history.BodyCipher;
import dev.parley.history.UndecryptableException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/**
 * AES-GCM (NIST SP 800-38D) in Tink's wire format: a prefix that names the key, 12 random bytes,
 * the text as UTF-8, a tag of 16 bytes. The context is the associated data. One key is good for
 * 2<sup>32</sup> encryptions (section 8.3), which nothing counts.
 */
final class TinkCipher implements BodyCipher {
  private static final byte PREFIX = 1;
  private static final int PREFIX_BYTES = 5;

  private final Aead aead;
  private final long primary;
  private final List<Long> keys;

  TinkCipher(Keyset keyset) {
    try {
      this.aead = keyset.aead();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a keyset is checked when it is read", impossible);
    }
    this.primary = keyset.primary();
    this.keys = keyset.keys();
  }

  @Override
  public Optional<Long> primaryKey() {
    return Optional.of(primary);
  }

  @Override
  public byte[] encrypt(String text, String context) {
    try {
      return aead.encrypt(text.getBytes(UTF_8), context.getBytes(UTF_8));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES-GCM failed", broken);
    }
  }

  @Override
  public String decrypt(byte[] encrypted, String context) {
    try {
      return new String(aead.decrypt(encrypted, context.getBytes(UTF_8)), UTF_8);
    } catch (GeneralSecurityException undecryptable) {
      throw new UndecryptableException(why(encrypted));
    }
  }

  private String why(byte[] encrypted) {
    if (encrypted.length < PREFIX_BYTES || encrypted[0] != PREFIX) {
      return "it is not what was encrypted there";
    }
    long key = Integer.toUnsignedLong(ByteBuffer.wrap(encrypted).getInt(1));
    return keys.contains(key)
        ? "it is not what key " + key + " encrypted there"
        : "it is encrypted by key " + key + ", the keyset has " + keys;
  }
}
