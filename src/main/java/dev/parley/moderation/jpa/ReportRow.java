package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report, and what was last decided on it. */
@Entity
@Table(name = "report")
class ReportRow {
  @Id
  @Column(name = "id", nullable = false, updatable = false)
  private long id;

  @Column(name = "tenant", length = Tenant.MAX_LENGTH, nullable = false, updatable = false)
  private String tenant;

  @Column(name = "room", length = RoomName.MAX_KEY_LENGTH, nullable = false, updatable = false)
  private String room;

  @Column(name = "message_id", length = 64, nullable = false, updatable = false)
  private String messageId;

  @Column(name = "sender_id", length = UserId.MAX_LENGTH, nullable = false, updatable = false)
  private String senderId;

  @Column(name = "sender_name", length = 64, nullable = false, updatable = false)
  private String senderName;

  @Column(name = "content", length = 32_768, updatable = false)
  private @Nullable String content;

  @Column(name = "encrypted_content", updatable = false)
  private byte @Nullable [] encryptedContent;

  @Column(name = "encrypted_by", updatable = false)
  private @Nullable Long encryptedBy;

  @Column(name = "made_by", length = UserId.MAX_LENGTH, nullable = false)
  private String madeBy;

  @Column(name = "reason", length = Reason.MAX_LENGTH, nullable = false)
  private String reason;

  @Column(name = "made_at", nullable = false, updatable = false)
  private long madeAt;

  @Column(name = "state", length = 16, nullable = false)
  private String state;

  @Column(name = "removed_by_it", nullable = false)
  private boolean removedByIt;

  @Column(name = "decided_by", length = UserId.MAX_LENGTH)
  private @Nullable String decidedBy;

  @Column(name = "decided_at")
  private @Nullable Long decidedAt;

  @Column(name = "decision", length = Reason.MAX_LENGTH)
  private @Nullable String decision;

  /** For the persistence provider alone. */
  @SuppressWarnings("NullAway")
  protected ReportRow() {}

  ReportRow(Report report, ReportBodies bodies) {
    this.id = report.id().number();
    this.tenant = report.room().tenant().value();
    this.room = report.room().key();
    this.messageId = report.message().toString();
    this.senderId = report.sender().value();
    this.senderName = report.senderName().value();
    String said = report.content();
    byte[] encrypted =
        said == null || !bodies.areEncrypted(report.room())
            ? null
            : bodies.encrypt(said, id, report.room(), senderId);
    this.content = encrypted == null ? said : null;
    this.encryptedContent = encrypted;
    this.encryptedBy = encrypted == null ? null : bodies.key();
    this.madeBy = report.by().value();
    this.reason = report.reason().value();
    this.madeAt = report.at().toEpochMilli();
    this.state = report.state().name();
    this.removedByIt = report.removed();
  }

  boolean isOf(Tenant one) {
    return tenant.equals(one.value());
  }

  void decide(Report decided) {
    Report.Decision how = decided.decision();
    state = decided.state().name();
    removedByIt = decided.removed();
    decidedBy = how == null ? null : how.by().value();
    decidedAt = how == null ? null : how.at().toEpochMilli();
    decision = how == null ? null : how.reason().value();
  }

  Report report(ReportBodies bodies) {
    Tenant of = new Tenant(tenant);
    RoomName in = RoomName.ofKey(room);
    return new Report(
        new ActId(id),
        in,
        MessageId.parse(messageId),
        new UserId(of, senderId),
        new UserName(senderName),
        encryptedContent == null ? content : bodies.decrypt(encryptedContent, id, in, senderId),
        new UserId(of, madeBy),
        new Reason(reason),
        Instant.ofEpochMilli(madeAt),
        Report.State.valueOf(state),
        removedByIt,
        decision(of));
  }

  private Report.@Nullable Decision decision(Tenant of) {
    return decidedBy == null || decidedAt == null || decision == null
        ? null
        : new Report.Decision(
            new UserId(of, decidedBy), Instant.ofEpochMilli(decidedAt), new Reason(decision));
  }
}
