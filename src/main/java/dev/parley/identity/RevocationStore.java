package dev.parley.identity;

import java.time.Instant;
import java.util.List;

/**
 * Keeps revocations over restarts, the last one of each user. Safe for use by any thread; blocks,
 * and throws what the store throws when it cannot be reached.
 */
public interface RevocationStore {
  /** Those since then, in no order. */
  List<Revocation> since(Instant moment);

  void save(Revocation revocation);

  /** Removes those from before then. */
  void forgetBefore(Instant moment);
}
