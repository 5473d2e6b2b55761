package dev.parley.history.tink;

import dev.parley.history.BodyCipher;
import dev.parley.history.UndecryptableException;
import java.util.Optional;

/** Where no keyset is configured. */
final class NoCipher implements BodyCipher {
  @Override
  public Optional<Long> primaryKey() {
    return Optional.empty();
  }

  @Override
  public byte[] encrypt(String text, String context) {
    throw new IllegalStateException("nothing can be encrypted: no keyset is configured");
  }

  @Override
  public String decrypt(byte[] encrypted, String context) {
    throw new UndecryptableException("it is encrypted, and no keyset is configured");
  }
}
