package dev.parley.moderation;

import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps acts of moderation over restarts, each in one transaction with its entry in the audit log,
 * to which is only ever added. Safe for use by any thread; blocks, and throws what the store throws
 * when it cannot be reached.
 */
public interface ModerationStore {
  /** The sanctions that count at that moment, in no order. */
  List<Sanction> inForce(Instant now);

  /**
   * Keeps a new sanction.
   *
   * @param replaced the one that it stands in for, with its end; null where there is none
   */
  void impose(Sanction sanction, @Nullable Sanction replaced, AuditEntry entry);

  /** Keeps how a sanction was ended. */
  void lift(Sanction ended, AuditEntry entry);

  /** How rooms are set that are not open, in no order. */
  List<RoomControls> controls();

  /** Keeps how a room is set. */
  void keep(RoomControls controls, AuditEntry entry);

  /** Puts that in place of every reason of sanctions on the user. */
  void forgetReasons(UserId user, Reason instead);

  void add(AuditEntry entry);

  /** Adds to the transaction that the caller is in; throws where it is in none. */
  void addInTransaction(AuditEntry entry);

  /** Null where the tenant has none of that id. */
  @Nullable Sanction find(Tenant tenant, ActId id);

  /** One more than the limit at most, which then tells that there is more. */
  List<Sanction> sanctions(SanctionFilter filter, Instant now);

  /** Likewise. */
  List<AuditEntry> audit(AuditFilter filter);
}
