package dev.parley.moderation;

import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reports over restarts; of rooms whose messages are encrypted in the database, what was said
 * is encrypted here as well. Safe for use by any thread; blocks, and throws what the store throws
 * when it cannot be reached.
 */
public interface ReportStore {
  /** Those of a tenant that wait for a decision. */
  long countOpen(Tenant tenant);

  /** Those that a user has made. */
  long countOpen(UserId by);

  /** The one of a message that a user has open; null where there is none. */
  @Nullable Report findOpen(RoomName room, MessageId message, UserId by);

  void add(Report report);

  /** Null where the tenant has none of that id. */
  @Nullable Report find(Tenant tenant, ActId id);

  /** Keeps a decision, in one transaction with its entry in the audit log. */
  void decide(Report decided, AuditEntry entry);

  /** One more than the limit at most, which then tells that there is more. */
  List<Report> list(ReportFilter filter);

  /** Deletes those of what a user has said, and takes the user's name from those by the user. */
  void forget(UserId user, Reason instead);

  /** Deletes those that were decided on before then; answers how many. */
  int deleteDecidedBefore(Instant then);
}
