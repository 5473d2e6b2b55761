package dev.parley.moderation;

import dev.parley.protocol.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps announcements over restarts, each act in one transaction with its entries in the audit log.
 * Safe for use by any thread; blocks, and throws what the store throws when it cannot be reached.
 */
public interface AnnouncementStore {
  /** Those that stand at that moment, in the order in which they were made. */
  List<Announcement> standing(Instant now);

  void make(Announcement announcement, List<AuditEntry> entries);

  /** Keeps how one was ended. */
  void end(Announcement ended, List<AuditEntry> entries);

  /** Null where the tenant has none of that id. */
  @Nullable Announcement find(Tenant tenant, ActId id);

  /** One more than the limit at most, which then tells that there is more. */
  List<Announcement> list(AnnouncementFilter filter, Instant now);
}
