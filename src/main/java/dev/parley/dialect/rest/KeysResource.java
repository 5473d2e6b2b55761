package dev.parley.dialect.rest;

import dev.parley.identity.apikey.ApiKeys;
import dev.parley.identity.apikey.KeyId;
import dev.parley.identity.apikey.KeyRequest;
import dev.parley.identity.apikey.Right;
import dev.parley.identity.apikey.RoomPattern;
import dev.parley.identity.apikey.ServiceName;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/keys}: administrators make, list and revoke the API keys of their tenant. A key
 * makes no keys, whatever its rights.
 */
@Path("admin/keys")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class KeysResource {
  @Inject private ApiKeys keys;
  @Inject private Answers answers;

  /** The key that is wanted. */
  public record NewKey(
      @NotNull(message = "must be given") ServiceName service,
      @NotEmpty(message = "must name at least one right") List<Right> rights,
      @Nullable @Size(max = 100, message = "must be at most {max} patterns")
          List<RoomPattern> rooms,
      @Nullable Instant expiresAt) {}

  /** All keys, the oldest first. */
  public record KeyList(List<KeyInfo> keys) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> make(@Context SecurityContext context, @Nullable NewKey wanted) {
    NewKey given = Bodies.given(wanted);
    KeyRequest request =
        new KeyRequest(
            admin(context),
            given.service(),
            Set.copyOf(given.rights()),
            given.rooms() == null ? List.of() : given.rooms(),
            given.expiresAt());
    return answers.to(
        keys.make(request),
        made ->
            Response.status(Response.Status.CREATED)
                .entity(KeyInfo.made(made.key(), made.secret()))
                .build());
  }

  @GET
  public KeyList list(@Context SecurityContext context) {
    return new KeyList(keys.list(admin(context).tenant()).stream().map(KeyInfo::of).toList());
  }

  @DELETE
  @Path("{id}")
  public CompletionStage<Response> revoke(
      @Context SecurityContext context, @PathParam("id") String id) {
    return answers.to(
        keys.revoke(keyId(id), admin(context)), revoked -> Response.noContent().build());
  }

  private static KeyId keyId(String text) {
    try {
      return new KeyId(text);
    } catch (IllegalArgumentException none) {
      throw new RefusedException(
          Problem.of(ErrorCode.NOT_FOUND, "the id of an API key " + none.getMessage()));
    }
  }

  private static UserId admin(SecurityContext context) {
    return Caller.of(context).identity().id();
  }
}
