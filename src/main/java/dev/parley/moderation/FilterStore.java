package dev.parley.moderation;

import java.util.List;

/**
 * Keeps filters over restarts, each change in one transaction with its entry in the audit log. Safe
 * for use by any thread; blocks, and throws what the store throws when it cannot be reached.
 */
public interface FilterStore {
  /** All, in no order. */
  List<ContentFilter> all();

  /** Keeps a new one, or how one is now. */
  void keep(ContentFilter filter, AuditEntry entry);

  void delete(ActId id, AuditEntry entry);
}
