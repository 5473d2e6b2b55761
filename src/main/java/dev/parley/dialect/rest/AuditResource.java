package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.identity.account.Account;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.AuditFilter;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.ModerationCommands;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/audit}: who did what and why, as JSON or, where {@code Accept} asks for it,
 * as CSV (RFC 4180). Safe for use by any thread; does not block.
 */
@Path("admin/audit")
@ForUsers
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class AuditResource {
  private static final Set<String> PARAMETERS =
      Set.of("by", "action", "userId", "roomId", "from", "to", "cursor", "limit");

  @Inject private ModerationCommands moderation;
  @Inject private Answers answers;

  /**
   * An entry as moderators see it.
   *
   * @param address for administrators alone
   */
  public record EntryInfo(
      ActId id,
      Instant at,
      UserId by,
      Action action,
      @Nullable UserId userId,
      @Nullable AddressRange address,
      @Nullable RoomName roomId,
      Reason reason,
      @Nullable String before,
      @Nullable String after) {
    static EntryInfo of(AuditEntry entry, Identity asker) {
      return new EntryInfo(
          entry.id(),
          entry.at(),
          entry.by(),
          entry.action(),
          entry.user(),
          asker.has(Account.ADMIN) ? entry.addresses() : null,
          entry.room(),
          entry.reason(),
          entry.before(),
          entry.after());
    }
  }

  /** A page of them, the newest first. */
  public record AuditPage(List<EntryInfo> entries, @Nullable ActId next) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    return answers.to(
        page(by, uri), page -> Response.ok(new AuditPage(entries(page, by), page.next())).build());
  }

  @GET
  @Produces(AuditCsv.MEDIA_TYPE)
  public CompletionStage<Response> export(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    return answers.to(
        page(by, uri),
        page -> {
          Response.ResponseBuilder answer =
              Response.ok(AuditCsv.of(entries(page, by)), AuditCsv.IN_UTF_8)
                  .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
          ActId next = page.next();
          return (next == null ? answer : answer.links(AuditCsv.next(uri, next))).build();
        });
  }

  private static List<EntryInfo> entries(Listing<AuditEntry> page, Identity asker) {
    return page.items().stream().map(entry -> EntryInfo.of(entry, asker)).toList();
  }

  private CompletionStage<Outcome<Listing<AuditEntry>>> page(Identity by, UriInfo uri) {
    Query query = new Query(uri, PARAMETERS);
    return moderation.audit(
        by,
        new AuditFilter(
            by.tenant(),
            query.user("by", by.tenant()),
            query.text("action", Action::ofWire),
            query.user("userId", by.tenant()),
            query.room("roomId", by.tenant()),
            query.moment("from"),
            query.moment("to"),
            query.text("cursor", ActId::parse),
            query.limit()));
  }
}
