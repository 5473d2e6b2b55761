package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.Disconnections;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.UserId;
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
 * {@code POST api/admin/disconnections}: closes a session, or all of a user, without keeping
 * anybody out. Safe for use by any thread; does not block.
 */
@Path("admin/disconnections")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class DisconnectionsResource {
  @Inject private Disconnections disconnections;
  @Inject private Answers answers;

  /** Whose sessions, or which one, and why. */
  public record NewDisconnection(
      @Nullable UserId userId,
      @Nullable ClientId clientId,
      @NotNull(message = "must be given") Reason reason) {}

  @POST
  public CompletionStage<Response> disconnect(
      @Context SecurityContext context, @Nullable NewDisconnection wanted) {
    NewDisconnection given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    UserId user = given.userId() == null ? null : given.userId().within(by.tenant());
    return answers.to(
        disconnections.order(by, user, given.clientId(), given.reason()),
        done -> Response.ok(done).build());
  }
}
