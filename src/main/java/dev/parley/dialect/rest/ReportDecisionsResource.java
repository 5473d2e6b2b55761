package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.pipeline.ReportDecisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST api/admin/report-decisions}: takes a report on, gives it back, removes what was said
 * or leaves it, whatever another has decided before. Safe for use by any thread; does not block.
 */
@Path("admin/report-decisions")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class ReportDecisionsResource {
  @Inject private ReportDecisions decisions;
  @Inject private Answers answers;

  /** Which one, what is to be with it, and why. */
  public record NewDecision(
      @NotNull(message = "must be given") ActId reportId,
      @NotNull(message = "must be given") Report.State state,
      @NotNull(message = "must be given") Reason reason) {}

  @POST
  public CompletionStage<Response> decide(
      @Context SecurityContext context, @Nullable NewDecision wanted) {
    NewDecision given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    return answers.to(
        decisions.decide(by, given.reportId(), given.state(), given.reason()),
        decided -> Response.ok(ReportInfo.of(decided)).build());
  }
}
