package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.ModerationCommands;
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
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST api/admin/lifts}: takes a sanction back, whoever has imposed it. Safe for use by any
 * thread; does not block.
 */
@Path("admin/lifts")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class LiftsResource {
  @Inject private ModerationCommands moderation;
  @Inject private Answers answers;
  @Inject private Clock clock;

  /** Which one, and why. */
  public record NewLift(
      @NotNull(message = "must be given") ActId sanctionId,
      @NotNull(message = "must be given") Reason reason) {}

  @POST
  public CompletionStage<Response> lift(
      @Context SecurityContext context, @Nullable NewLift wanted) {
    NewLift given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    return answers.to(
        moderation.lift(by, given.sanctionId(), given.reason()),
        lifted -> Response.ok(SanctionInfo.of(lifted, by, clock.instant())).build());
  }
}
