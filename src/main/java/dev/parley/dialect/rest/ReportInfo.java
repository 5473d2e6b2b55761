package dev.parley.dialect.rest;

import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report as moderators see it.
 *
 * @param content as it was when it was reported; left out where its key is missing
 * @param decision why the state was set; left out, with who and when, where nobody has yet
 */
public record ReportInfo(
    ActId id,
    RoomName roomId,
    MessageId messageId,
    UserId senderId,
    UserName senderName,
    @Nullable String content,
    UserId by,
    Reason reason,
    Instant at,
    Report.State state,
    @Nullable UserId assignedTo,
    @Nullable UserId decidedBy,
    @Nullable Instant decidedAt,
    @Nullable Reason decision) {
  static ReportInfo of(Report report) {
    Report.Decision decision = report.decision();
    return new ReportInfo(
        report.id(),
        report.room(),
        report.message(),
        report.sender(),
        report.senderName(),
        report.content(),
        report.by(),
        report.reason(),
        report.at(),
        report.state(),
        report.assignee(),
        decision == null ? null : decision.by(),
        decision == null ? null : decision.at(),
        decision == null ? null : decision.reason());
  }
}
