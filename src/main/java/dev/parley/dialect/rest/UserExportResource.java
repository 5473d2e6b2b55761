package dev.parley.dialect.rest;

import dev.parley.dialect.rest.ExportCursor.Part;
import dev.parley.history.Said;
import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.UserSayings;
import dev.parley.pipeline.UserRecords;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Invitation;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Invitations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/users/export}: what is stored of a user of the administrator's tenant, a
 * page of one part at a time: memberships, sanctions, acts of moderators, what the user has
 * reported, what others have reported of the user (not who), messages. Not in it: revocations of
 * the user's tokens, an account of the console, and what the user has done to others' messages.
 * Safe for use by any thread; does not block.
 */
@Path("admin/users/export")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class UserExportResource {
  private static final Set<String> PARAMETERS = Set.of("userId", "cursor", "limit");

  @Inject private UserRecords records;
  @Inject private Answers answers;
  @Inject private Clock clock;

  /** A message as it is kept, one that is hidden as well. */
  public record SaidInfo(
      RoomName roomId,
      MessageId messageId,
      Instant timestamp,
      @Nullable String content,
      @Nullable Instant editedAt,
      @Nullable Instant deletedAt,
      @Nullable Instant removedAt) {
    static SaidInfo of(Said said) {
      return new SaidInfo(
          said.room(),
          said.id(),
          said.at(),
          said.content(),
          said.editedAt(),
          said.deletedAt(),
          said.removedAt());
    }
  }

  /** A report; what was said in it where the user has said it. */
  public record ReportedInfo(
      RoomName roomId,
      MessageId messageId,
      @Nullable String content,
      Reason reason,
      Instant at,
      Report.State state) {
    static ReportedInfo of(Report report, @Nullable String content) {
      return new ReportedInfo(
          report.room(), report.message(), content, report.reason(), report.at(), report.state());
    }
  }

  /** Some of one part, and where the next page begins. */
  public record ExportPage(
      UserId userId,
      @Nullable List<Invitation> memberships,
      @Nullable List<SanctionInfo> sanctions,
      @Nullable List<AuditResource.EntryInfo> acts,
      @Nullable List<ReportedInfo> reports,
      @Nullable List<ReportedInfo> reported,
      @Nullable List<SaidInfo> messages,
      @Nullable String next) {}

  @GET
  public CompletionStage<Response> page(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    Query query = new Query(uri, PARAMETERS);
    UserId user = query.user("userId", by.tenant());
    if (user == null) {
      throw new RefusedException(Detail.invalid("userId", "must be given"));
    }
    ExportCursor given = query.text("cursor", text -> ExportCursor.parse(text, by.tenant()));
    int limit = query.limit();
    ExportCursor at = given == null ? ExportCursor.START : given;
    return answers.to(
        records
            .noteExport(by, user)
            .thenCompose(Outcome.ifDone(noted -> page(by, user, at, limit))),
        found -> Response.ok(found).build());
  }

  private CompletionStage<Outcome<ExportPage>> page(
      Identity by, UserId user, ExportCursor at, int limit) {
    return switch (at.part()) {
      case MEMBERSHIPS ->
          records
              .memberships(user, at.place().room())
              .thenApply(read -> read.then(found -> memberships(user, found)));
      case SANCTIONS ->
          records
              .sanctions(user, at.act(), limit)
              .thenApply(read -> read.then(found -> sanctions(by, user, found)));
      case ACTS ->
          records
              .acts(user, at.act(), limit)
              .thenApply(read -> read.then(it -> acts(by, user, it)));
      case REPORTS ->
          records
              .reports(user, at.act(), limit)
              .thenApply(read -> read.then(found -> reports(user, found)));
      case REPORTED ->
          records
              .reported(user, at.act(), limit)
              .thenApply(read -> read.then(found -> reported(user, found)));
      case MESSAGES ->
          records
              .messages(user, at.place(), limit)
              .thenApply(read -> read.then(found -> messages(user, found)));
    };
  }

  private static String next(Part part, @Nullable ActId more, Part then) {
    return (more == null ? ExportCursor.of(then) : ExportCursor.before(part, more)).toString();
  }

  private static Outcome<ExportPage> memberships(UserId user, List<Invitation> found) {
    ExportCursor next =
        found.size() < Invitations.PAGE
            ? ExportCursor.of(Part.SANCTIONS)
            : ExportCursor.after(
                Part.MEMBERSHIPS, new UserSayings.Place(found.get(found.size() - 1).roomId(), 0));
    return Outcome.done(new ExportPage(user, found, null, null, null, null, null, next.toString()));
  }

  private Outcome<ExportPage> sanctions(Identity by, UserId user, Listing<Sanction> found) {
    return Outcome.done(
        new ExportPage(
            user,
            null,
            found.items().stream().map(each -> SanctionInfo.of(each, by, clock.instant())).toList(),
            null,
            null,
            null,
            null,
            next(Part.SANCTIONS, found.next(), Part.ACTS)));
  }

  private static Outcome<ExportPage> acts(Identity by, UserId user, Listing<AuditEntry> found) {
    return Outcome.done(
        new ExportPage(
            user,
            null,
            null,
            found.items().stream().map(each -> AuditResource.EntryInfo.of(each, by)).toList(),
            null,
            null,
            null,
            next(Part.ACTS, found.next(), Part.REPORTS)));
  }

  private static Outcome<ExportPage> reports(UserId user, Listing<Report> found) {
    return Outcome.done(
        new ExportPage(
            user,
            null,
            null,
            null,
            found.items().stream().map(each -> ReportedInfo.of(each, null)).toList(),
            null,
            null,
            next(Part.REPORTS, found.next(), Part.REPORTED)));
  }

  private static Outcome<ExportPage> reported(UserId user, Listing<Report> found) {
    return Outcome.done(
        new ExportPage(
            user,
            null,
            null,
            null,
            null,
            found.items().stream().map(each -> ReportedInfo.of(each, each.content())).toList(),
            null,
            next(Part.REPORTED, found.next(), Part.MESSAGES)));
  }

  private static Outcome<ExportPage> messages(UserId user, UserSayings.Page found) {
    UserSayings.Place next = found.next();
    return Outcome.done(
        new ExportPage(
            user,
            null,
            null,
            null,
            null,
            null,
            found.messages().stream().map(SaidInfo::of).toList(),
            next == null ? null : ExportCursor.after(Part.MESSAGES, next).toString()));
  }
}
