package dev.parley.identity.apikey;

/** A key with the digest of its secret ({@link KeySecret}). */
public record StoredKey(ApiKey key, String digest) {
  @Override
  public String toString() {
    return "StoredKey[" + key.id() + "]";
  }
}
