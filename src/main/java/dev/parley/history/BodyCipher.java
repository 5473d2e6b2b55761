package dev.parley.history;

import java.util.Optional;

/**
 * Encrypts what messages say before it reaches the database. Authenticated: what was changed, or
 * was encrypted for another context, does not decrypt. Never blocks; safe for use by any thread.
 */
public interface BodyCipher {

  /** The key that encrypts from now on, as the keyset numbers it; empty: there is no keyset. */
  Optional<Long> primaryKey();

  /**
   * Encrypts by the primary key. The same text gives other bytes each time.
   *
   * @param context where the bytes belong; not stored, and needed again to decrypt them
   * @throws IllegalStateException without a keyset
   */
  byte[] encrypt(String text, String context);

  /**
   * Decrypts by whichever key of the keyset encrypted it.
   *
   * @throws UndecryptableException when the keyset has not that key, or the bytes are not what was
   *     encrypted for this context
   */
  String decrypt(byte[] encrypted, String context);
}
