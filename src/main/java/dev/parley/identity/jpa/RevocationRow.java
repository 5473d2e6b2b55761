package dev.parley.identity.jpa;

import dev.parley.identity.Revocation;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last revocation of a user. */
@Entity
@Table(name = "revocation")
@IdClass(RevocationKey.class)
class RevocationRow {
  @Id
  @Column(name = "tenant", length = 64, nullable = false, updatable = false)
  private String tenant;

  @Id
  @Column(name = "user_id", length = 128, nullable = false, updatable = false)
  private String userId;

  @Column(name = "revoked_at", nullable = false)
  private long revokedAt;

  @Column(name = "revoked_by", length = 128, nullable = false)
  private String revokedBy;

  @Column(name = "reason", length = Revocation.MAX_REASON)
  private @Nullable String reason;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected RevocationRow() {}

  RevocationRow(Revocation revocation) {
    this.tenant = revocation.user().tenant().value();
    this.userId = revocation.user().value();
    this.revokedAt = revocation.at().toEpochMilli();
    this.revokedBy = revocation.by().value();
    this.reason = revocation.reason();
  }

  Revocation revocation() {
    Tenant of = new Tenant(tenant);
    return new Revocation(
        new UserId(of, userId), Instant.ofEpochMilli(revokedAt), new UserId(of, revokedBy), reason);
  }
}
