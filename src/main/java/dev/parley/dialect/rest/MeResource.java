package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.identity.apikey.ApiKey;
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

/** {@code GET api/me}: who the credentials prove the caller to be, until when, and for what. */
@Path("me")
@ForUsers
@ForServices
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  /** The caller as the server sees it; with its key where it is a service. */
  public record Me(UserInfo user, @Nullable Instant expiresAt, @Nullable KeyInfo key) {}

  @GET
  public Me me(@Context SecurityContext context) {
    Caller caller = Caller.of(context);
    Identity identity = caller.identity();
    ApiKey key = caller.key();
    return new Me(identity.info(), identity.expiresAt(), key == null ? null : KeyInfo.of(key));
  }
}
