package dev.parley.dialect.rest;

import dev.parley.history.Retention;
import dev.parley.history.RoomRetention;
import dev.parley.identity.Identity;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.RetentionCommands;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/retention}: for how long and how much of a room is kept. Safe for use by any
 * thread; does not block.
 */
@Path("admin/retention")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RetentionResource {
  private static final String AGE = "must be 60000 (a minute) to 315360000000 (ten years)";
  private static final String COUNT = "must be 1 to 1000000000 messages";

  @Inject private RetentionCommands retention;
  @Inject private Answers answers;

  /** What is to be kept; a bound that is left out is as configured. */
  public record NewRetention(
      @NotNull(message = "must be given") RoomName roomId,
      @Nullable @Min(value = 60_000, message = AGE) @Max(value = 315_360_000_000L, message = AGE)
          Long keepMs,
      @Nullable @Min(value = 1, message = COUNT) @Max(value = 1_000_000_000, message = COUNT)
          Long keepMessages,
      @NotNull(message = "must be given") Reason reason) {
    private Retention kept() {
      return new Retention(keepMs == null ? null : Duration.ofMillis(keepMs), keepMessages);
    }
  }

  /** Bounds; null: none. */
  public record Bounds(@Nullable Long keepMs, @Nullable Long keepMessages) {
    static Bounds of(Retention retention) {
      Duration age = retention.maxAge();
      return new Bounds(age == null ? null : age.toMillis(), retention.maxCount());
    }
  }

  /**
   * What is kept of a room.
   *
   * @param keepMs what an administrator has set, as {@code keepMessages}; null: as configured
   */
  public record RetentionInfo(
      RoomName roomId,
      @Nullable Long keepMs,
      @Nullable Long keepMessages,
      Bounds configured,
      Bounds inForce,
      @Nullable UserId by,
      @Nullable Instant at) {
    static RetentionInfo of(RetentionCommands.Kept kept) {
      RoomRetention set = kept.set();
      Bounds own = Bounds.of(set == null ? Retention.FOREVER : set.kept());
      return new RetentionInfo(
          kept.room(),
          own.keepMs(),
          own.keepMessages(),
          Bounds.of(kept.configured()),
          Bounds.of(kept.inForce()),
          set == null ? null : set.by(),
          set == null ? null : set.at());
    }
  }

  @GET
  public CompletionStage<Response> read(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    RoomName room = new Query(uri, Set.of("roomId")).room("roomId", by.tenant());
    if (room == null) {
      throw new RefusedException(Detail.invalid("roomId", "must be given"));
    }
    return answers.to(retention.of(by, room), kept -> Response.ok(RetentionInfo.of(kept)).build());
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> change(
      @Context SecurityContext context, @Nullable NewRetention wanted) {
    NewRetention given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    return answers.to(
        retention.change(by, given.roomId().within(by.tenant()), given.kept(), given.reason()),
        kept -> Response.ok(RetentionInfo.of(kept)).build());
  }
}
