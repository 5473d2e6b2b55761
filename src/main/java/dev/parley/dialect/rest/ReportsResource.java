package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Report;
import dev.parley.moderation.ReportFilter;
import dev.parley.pipeline.ReportCommands;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/reports}: what users have reported. Safe for use by any thread; does not
 * block.
 */
@Path("admin/reports")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class ReportsResource {
  private static final Set<String> PARAMETERS =
      Set.of("state", "roomId", "userId", "cursor", "limit");

  @Inject private ReportCommands reports;
  @Inject private Answers answers;

  /** A page of them, the newest first. */
  public record ReportPage(List<ReportInfo> reports, @Nullable ActId next) {
    static ReportPage of(Listing<Report> page) {
      return new ReportPage(page.items().stream().map(ReportInfo::of).toList(), page.next());
    }
  }

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    Query query = new Query(uri, PARAMETERS);
    ReportFilter filter =
        new ReportFilter(
            by.tenant(),
            query.text("state", Report.State::ofWire),
            query.room("roomId", by.tenant()),
            query.user("userId", by.tenant()),
            null,
            query.text("cursor", ActId::parse),
            query.limit());
    return answers.to(reports.list(by, filter), page -> Response.ok(ReportPage.of(page)).build());
  }
}
