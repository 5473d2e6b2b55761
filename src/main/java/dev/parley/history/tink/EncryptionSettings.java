package dev.parley.history.tink;

import dev.parley.history.BodyCipher;

/**
 * By which keys what is kept is encrypted.
 *
 * @param keyset a keyset of Tink as JSON, not encrypted, of AES-GCM keys with the prefix {@code
 *     TINK}; empty: nothing is encrypted
 */
public record EncryptionSettings(String keyset) {
  public EncryptionSettings {
    if (!keyset.isEmpty()) {
      try {
        Keyset.ofJson(keyset);
      } catch (IllegalArgumentException refused) {
        throw new IllegalArgumentException("keyset " + refused.getMessage());
      }
    }
  }

  public boolean hasKeys() {
    return !keyset.isEmpty();
  }

  /** What encrypts by them; without keys, what refuses to. */
  public BodyCipher cipher() {
    return hasKeys() ? new TinkCipher(Keyset.ofJson(keyset)) : new NoCipher();
  }

  @Override
  public String toString() {
    return "EncryptionSettings[keyset=…]";
  }
}
