package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.protocol.UserInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code GET api/me}: who the credentials prove the caller to be, and until when. */
@Path("me")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  /** The caller as the server sees it. */
  public record Me(UserInfo user, @Nullable Instant expiresAt) {}

  @GET
  public Me me(@Context SecurityContext context) {
    Identity identity = Caller.of(context).identity();
    return new Me(identity.info(), identity.expiresAt());
  }
}
