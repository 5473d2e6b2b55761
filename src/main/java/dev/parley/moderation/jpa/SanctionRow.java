package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionKind;
import dev.parley.moderation.Subject;
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

/** A sanction, and what has ended it. */
@Entity
@Table(name = "sanction")
class SanctionRow {
  @Id
  @Column(name = "id", nullable = false, updatable = false)
  private long id;

  @Column(name = "tenant", length = Tenant.MAX_LENGTH, nullable = false, updatable = false)
  private String tenant;

  @Column(name = "kind", length = 16, nullable = false, updatable = false)
  private String kind;

  @Column(name = "user_id", length = UserId.MAX_LENGTH, updatable = false)
  private @Nullable String userId;

  @Column(name = "addresses", length = 64, updatable = false)
  private @Nullable String addresses;

  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, updatable = false)
  private @Nullable String room;

  @Column(name = "ends_at", updatable = false)
  private @Nullable Long endsAt;

  @Column(name = "reason", length = Reason.MAX_LENGTH, nullable = false)
  private String reason;

  @Column(name = "imposed_by", length = UserId.MAX_LENGTH, nullable = false, updatable = false)
  private String imposedBy;

  @Column(name = "authority", length = 16, nullable = false, updatable = false)
  private String authority;

  @Column(name = "imposed_at", nullable = false, updatable = false)
  private long imposedAt;

  @Column(name = "ended_how", length = 16)
  private @Nullable String endedHow;

  @Column(name = "ended_at")
  private @Nullable Long endedAt;

  @Column(name = "ended_by", length = UserId.MAX_LENGTH)
  private @Nullable String endedBy;

  @Column(name = "end_reason", length = Reason.MAX_LENGTH)
  private @Nullable String endReason;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected SanctionRow() {}

  SanctionRow(Sanction sanction) {
    UserId user = sanction.subject().user();
    AddressRange from = sanction.subject().addresses();
    this.id = sanction.id().number();
    this.tenant = sanction.subject().tenant().value();
    this.kind = sanction.kind().name();
    this.userId = user == null ? null : user.value();
    this.addresses = from == null ? null : from.value();
    this.room = sanction.room() == null ? null : sanction.room().key();
    this.endsAt = sanction.until() == null ? null : sanction.until().toEpochMilli();
    this.reason = sanction.reason().value();
    this.imposedBy = sanction.by().value();
    this.authority = sanction.authority().name();
    this.imposedAt = sanction.at().toEpochMilli();
  }

  boolean isOf(Tenant one) {
    return tenant.equals(one.value());
  }

  void end(Sanction.End end) {
    endedHow = end.how().name();
    endedAt = end.at().toEpochMilli();
    endedBy = end.by().value();
    endReason = end.reason().value();
  }

  Sanction sanction() {
    Tenant of = new Tenant(tenant);
    return new Sanction(
        new ActId(id),
        SanctionKind.valueOf(kind),
        subject(of),
        room == null ? null : RoomName.ofKey(room),
        endsAt == null ? null : Instant.ofEpochMilli(endsAt),
        new Reason(reason),
        new UserId(of, imposedBy),
        Authority.valueOf(authority),
        Instant.ofEpochMilli(imposedAt),
        end(of));
  }

  private Subject subject(Tenant of) {
    if (userId != null) {
      return new Subject.One(new UserId(of, userId));
    }
    if (addresses != null) {
      return new Subject.From(of, new AddressRange(addresses));
    }
    throw new IllegalStateException("the sanction " + id + " is imposed on nobody");
  }

  private Sanction.@Nullable End end(Tenant of) {
    return endedHow == null || endedAt == null || endedBy == null || endReason == null
        ? null
        : new Sanction.End(
            Sanction.How.valueOf(endedHow),
            Instant.ofEpochMilli(endedAt),
            new UserId(of, endedBy),
            new Reason(endReason));
  }
}
