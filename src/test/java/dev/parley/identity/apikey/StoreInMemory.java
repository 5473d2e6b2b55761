package dev.parley.identity.apikey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that can be away. */
final class StoreInMemory implements ApiKeyStore {
  final ConcurrentHashMap<KeyId, StoredKey> rows = new ConcurrentHashMap<>();
  volatile boolean away;
  volatile boolean failsToCommit;
  final AtomicInteger rolledBack = new AtomicInteger();

  private void reach() {
    if (away) {
      throw new IllegalStateException("away");
    } else if (failsToCommit) {
      rolledBack.incrementAndGet();
      StoreInMemory.<RuntimeException>undeclared(new Exception("rolled back"));
    }
  }

  /** As a container's interceptor throws what its commit does. */
  @SuppressWarnings("unchecked")
  private static <T extends Exception> void undeclared(Exception thrown) throws T {
    throw (T) thrown;
  }

  @Override
  public List<StoredKey> all() {
    reach();
    return new ArrayList<>(rows.values());
  }

  @Override
  public void insert(StoredKey key) {
    reach();
    rows.put(key.key().id(), key);
  }

  @Override
  public boolean delete(KeyId id) {
    reach();
    return rows.remove(id) != null;
  }

  @Override
  public void used(KeyId id, Instant at) {
    reach();
    rows.computeIfPresent(id, (key, row) -> new StoredKey(row.key().usedAt(at), row.digest()));
  }
}
