package dev.parley.dialect.rest;

import dev.parley.identity.Revocation;
import dev.parley.pipeline.AccessRevocation;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
 * {@code POST api/admin/revocations}: ends a user's sessions and takes no token of before any more.
 * An administrator reaches users of the own tenant. Safe for use by any thread; does not block.
 */
@Path("admin/revocations")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RevocationsResource {
  @Inject private AccessRevocation access;
  @Inject private Answers answers;

  /** Whose access is to end, and why. */
  public record Wanted(
      @NotNull(message = "must be given") UserId userId,
      @Nullable
          @Size(max = Revocation.MAX_REASON, message = "must have at most {max} characters")
          @Pattern(regexp = "\\P{Cntrl}*", message = "must have no control characters")
          String reason) {}

  @POST
  public CompletionStage<Response> revoke(
      @Nullable Wanted wanted, @Context SecurityContext context) {
    Wanted given = Bodies.given(wanted);
    UserId admin = Caller.of(context).identity().id();
    UserId user = given.userId().within(admin.tenant());
    return answers.to(
        access.revoke(user, admin, given.reason()), revoked -> Response.ok(revoked).build());
  }
}
