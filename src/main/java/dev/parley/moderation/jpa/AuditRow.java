package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.Reason;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log; never changed. */
@Entity
@Table(name = "audit_entry")
class AuditRow {
  @Id
  @Column(name = "id", nullable = false, updatable = false)
  private long id;

  @Column(name = "made_at", nullable = false, updatable = false)
  private long madeAt;

  @Column(name = "tenant", length = Tenant.MAX_LENGTH, nullable = false, updatable = false)
  private String tenant;

  @Column(name = "made_by", length = UserId.MAX_LENGTH, nullable = false, updatable = false)
  private String madeBy;

  @Column(name = "action", length = 32, nullable = false, updatable = false)
  private String action;

  @Column(name = "user_id", length = UserId.MAX_LENGTH, updatable = false)
  private @Nullable String userId;

  @Column(name = "addresses", length = 64, updatable = false)
  private @Nullable String addresses;

  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, updatable = false)
  private @Nullable String room;

  @Column(name = "reason", length = Reason.MAX_LENGTH, nullable = false, updatable = false)
  private String reason;

  @Column(name = "before_act", length = 2_000, updatable = false)
  private @Nullable String beforeAct;

  @Column(name = "after_act", length = 2_000, updatable = false)
  private @Nullable String afterAct;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected AuditRow() {}

  AuditRow(AuditEntry entry) {
    this.id = entry.id().number();
    this.madeAt = entry.at().toEpochMilli();
    this.tenant = entry.tenant().value();
    this.madeBy = entry.by().value();
    this.action = entry.action().name();
    this.userId = entry.user() == null ? null : entry.user().value();
    this.addresses = entry.addresses() == null ? null : entry.addresses().value();
    this.room = entry.room() == null ? null : entry.room().key();
    this.reason = entry.reason().value();
    this.beforeAct = entry.before();
    this.afterAct = entry.after();
  }

  AuditEntry entry() {
    Tenant of = new Tenant(tenant);
    return new AuditEntry(
        new ActId(id),
        Instant.ofEpochMilli(madeAt),
        of,
        new UserId(of, madeBy),
        Action.valueOf(action),
        userId == null ? null : new UserId(of, userId),
        addresses == null ? null : new AddressRange(addresses),
        room == null ? null : RoomName.ofKey(room),
        new Reason(reason),
        beforeAct,
        afterAct);
  }
}
