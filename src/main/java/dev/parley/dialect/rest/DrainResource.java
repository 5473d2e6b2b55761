package dev.parley.dialect.rest;

import dev.parley.log.Log;
import dev.parley.pipeline.Drain;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/drain}: empties this node before a restart, and tells how far that has come. The
 * node is everybody's: where there are tenants, no administrator of one may end it for the others.
 * Safe for use by any thread; does not block.
 */
@Path("admin/drain")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class DrainResource {
  private static final Log LOG = Log.of(DrainResource.class);

  @Inject private Drain drain;

  /** How far it has come, and how many sessions are still open. */
  public record Draining(String state, @Nullable Instant startedAt, int sessions) {
    static Draining of(Drain.Progress progress) {
      return new Draining(
          progress.state().name().toLowerCase(Locale.ROOT),
          progress.startedAt(),
          progress.sessions());
    }
  }

  /** Begins it; once it has begun, tells what {@link #progress} does. */
  @POST
  public Response begin(@Context SecurityContext context) {
    UserId admin = ofTheNode(context);
    if (!drain.isBegun()) {
      LOG.info("drain-ordered", "by", admin);
    }
    return Response.accepted(Draining.of(drain.begin())).build();
  }

  @GET
  public Draining progress(@Context SecurityContext context) {
    ofTheNode(context);
    return Draining.of(drain.progress());
  }

  private static UserId ofTheNode(SecurityContext context) {
    UserId admin = Caller.of(context).identity().id();
    if (!admin.tenant().isNone()) {
      throw new RefusedException(
          Problem.of(
              ErrorCode.FORBIDDEN,
              "the node is all tenants', and you are an administrator of one: stop the server"));
    }
    return admin;
  }
}
