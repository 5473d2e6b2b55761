package dev.parley.dialect.rest;

import dev.parley.history.SaidBy;
import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Purge;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.MessageModeration;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
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
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/purges}: removes what one user has said in a room in some time, and tells how
 * many messages that would be, and how far it has come. Safe for use by any thread; does not block.
 */
@Path("admin/purges")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class PurgesResource {
  private static final Set<String> PARAMETERS = Set.of("userId", "roomId", "from", "to");

  @Inject private MessageModeration messages;
  @Inject private Answers answers;
  @Inject private Clock clock;

  /** Whose messages, where, and since and until when. */
  public record NewPurge(
      @NotNull(message = "must be given") UserId userId,
      @NotNull(message = "must be given") RoomName roomId,
      @Nullable Instant from,
      @Nullable Instant to,
      @NotNull(message = "must be given") Reason reason) {}

  /** How many messages a purge would remove. */
  public record Preview(long count) {}

  /** How far it has come. */
  public record PurgeInfo(
      ActId id,
      UserId userId,
      RoomName roomId,
      @Nullable Instant from,
      Instant to,
      UserId by,
      Instant at,
      String state,
      long count,
      long done) {
    static PurgeInfo of(Purge purge) {
      SaidBy what = purge.what();
      return new PurgeInfo(
          purge.id(),
          what.user(),
          what.room(),
          what.from(),
          what.to(),
          purge.by(),
          purge.at(),
          purge.state().name().toLowerCase(Locale.ROOT),
          purge.count(),
          purge.done());
    }
  }

  @GET
  public CompletionStage<Response> preview(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    Query query = new Query(uri, PARAMETERS);
    SaidBy what =
        what(
            by,
            given("userId", query.user("userId", by.tenant())),
            given("roomId", query.room("roomId", by.tenant())),
            query.moment("from"),
            query.moment("to"));
    return answers.to(messages.preview(by, what), count -> Response.ok(new Preview(count)).build());
  }

  private static <T> T given(String name, @Nullable T value) {
    if (value == null) {
      throw new RefusedException(Detail.invalid(name, "must be given"));
    }
    return value;
  }

  private SaidBy what(
      Identity by, UserId user, RoomName room, @Nullable Instant from, @Nullable Instant to) {
    Instant now = clock.instant();
    Instant end = to == null || to.isAfter(now) ? now : to;
    if (from != null && !from.isBefore(end)) {
      throw new RefusedException(Detail.invalid("from", "must be before to, was " + from));
    }
    Instant start = from == null || from.isBefore(Instant.EPOCH) ? null : from;
    return new SaidBy(room.within(by.tenant()), user.within(by.tenant()), start, end);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> begin(
      @Context SecurityContext context, @Nullable NewPurge wanted) {
    NewPurge given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    SaidBy what = what(by, given.userId(), given.roomId(), given.from(), given.to());
    return answers.to(
        messages.purge(by, what, given.reason()),
        begun -> Response.accepted(PurgeInfo.of(begun)).build());
  }

  @GET
  @Path("{id}")
  public CompletionStage<Response> progress(
      @Context SecurityContext context, @PathParam("id") String id) {
    return answers.to(
        messages.progress(Caller.of(context).identity(), actId(id)),
        purge -> Response.ok(PurgeInfo.of(purge)).build());
  }

  private static ActId actId(String text) {
    try {
      return ActId.parse(text);
    } catch (IllegalArgumentException none) {
      throw new RefusedException(
          Problem.of(ErrorCode.NOT_FOUND, "the id of a purge " + none.getMessage()));
    }
  }
}
