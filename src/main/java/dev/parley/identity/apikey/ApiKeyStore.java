package dev.parley.identity.apikey;

import java.time.Instant;
import java.util.List;

/**
 * Where keys are kept, for all nodes. Safe for use by any thread; every method blocks, and throws
 * what the store throws when it cannot be reached.
 */
public interface ApiKeyStore {
  List<StoredKey> all();

  void insert(StoredKey key);

  /** False where there was none. */
  boolean delete(KeyId id);

  /** Notes when it was last used; nothing happens where there is none. */
  void used(KeyId id, Instant at);
}
