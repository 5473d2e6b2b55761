package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Erasure;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.UserRecords;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/erasures}: erases what is stored of a user of the administrator's tenant, and
 * tells how far that has come. Safe for use by any thread; does not block.
 */
@Path("admin/erasures")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class ErasuresResource {
  @Inject private UserRecords records;
  @Inject private Answers answers;

  /** Of whom, and why. */
  public record NewErasure(
      @NotNull(message = "must be given") UserId userId,
      @NotNull(message = "must be given") Reason reason) {}

  /** How far it has come: how many messages are erased. */
  public record ErasureInfo(
      ActId id, UserId userId, UserId by, Instant at, String state, long done) {
    static ErasureInfo of(Erasure erasure) {
      return new ErasureInfo(
          erasure.id(),
          erasure.user(),
          erasure.by(),
          erasure.at(),
          erasure.state().name().toLowerCase(Locale.ROOT),
          erasure.done());
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> begin(
      @Context SecurityContext context, @Nullable NewErasure wanted) {
    NewErasure given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    return answers.to(
        records.erase(by, given.userId().within(by.tenant()), given.reason()),
        begun -> Response.accepted(ErasureInfo.of(begun)).build());
  }

  @GET
  @Path("{id}")
  public CompletionStage<Response> progress(
      @Context SecurityContext context, @PathParam("id") String id) {
    return answers.to(
        Outcome.now(records.progress(Caller.of(context).identity(), actId(id))),
        erasure -> Response.ok(ErasureInfo.of(erasure)).build());
  }

  private static ActId actId(String text) {
    try {
      return ActId.parse(text);
    } catch (IllegalArgumentException none) {
      throw new RefusedException(
          Problem.of(ErrorCode.NOT_FOUND, "the id of an erasure " + none.getMessage()));
    }
  }
}
