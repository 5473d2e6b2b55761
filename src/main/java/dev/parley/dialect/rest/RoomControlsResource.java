package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.Reason;
import dev.parley.moderation.RoomControls;
import dev.parley.pipeline.RoomControlCommands;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/room-controls}: lock, read-only, slow mode, members only, shield. Safe for use
 * by any thread; does not block.
 */
@Path("admin/room-controls")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RoomControlsResource {
  private static final Set<String> PARAMETERS = Set.of("roomId", "cursor", "limit");
  private static final String SLOW = "must be 0 to 21600 seconds";

  @Inject private RoomControlCommands controls;
  @Inject private Answers answers;

  /** What is to be otherwise; what is left out stays. */
  public record NewControls(
      @NotNull(message = "must be given") RoomName roomId,
      @Nullable Boolean locked,
      @Nullable Boolean readOnly,
      @Nullable
          @Min(value = 0, message = SLOW)
          @Max(value = RoomControls.LONGEST_SLOW_MODE, message = SLOW)
          Integer slowModeSeconds,
      @Nullable Boolean membersOnly,
      @Nullable Boolean shield,
      @NotNull(message = "must be given") Reason reason) {
    RoomControls.Change change() {
      return new RoomControls.Change(locked, readOnly, slowModeSeconds, membersOnly, shield);
    }
  }

  /** How a room is set. */
  public record ControlsInfo(
      RoomName roomId,
      boolean locked,
      boolean readOnly,
      int slowModeSeconds,
      boolean membersOnly,
      boolean shield,
      @Nullable UserId by,
      @Nullable Instant at) {
    static ControlsInfo of(RoomControls set) {
      return new ControlsInfo(
          set.room(),
          set.locked(),
          set.readOnly(),
          set.slowModeSeconds(),
          set.membersOnly(),
          set.hasShield(),
          set.by(),
          set.at());
    }
  }

  /** A page of them, in the order of names. */
  public record ControlsPage(List<ControlsInfo> rooms, @Nullable RoomName next) {
    static ControlsPage of(List<RoomControls> found, int limit) {
      List<RoomControls> page = found.subList(0, Math.min(limit, found.size()));
      RoomName next = found.size() > limit ? page.get(limit - 1).room() : null;
      return new ControlsPage(page.stream().map(ControlsInfo::of).toList(), next);
    }
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> change(
      @Context SecurityContext context, @Nullable NewControls wanted) {
    NewControls given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    RoomName room = given.roomId().within(by.tenant());
    return answers.to(
        controls.change(by, room, given.change(), given.reason()),
        set -> Response.ok(ControlsInfo.of(set)).build());
  }

  @GET
  public CompletionStage<Response> read(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    Query query = new Query(uri, PARAMETERS);
    RoomName room = query.room("roomId", by.tenant());
    if (room != null) {
      return answers.to(controls.of(by, room), set -> Response.ok(ControlsInfo.of(set)).build());
    }
    int limit = query.limit();
    return answers.to(
        controls.list(by, query.room("cursor", by.tenant()), limit),
        found -> Response.ok(ControlsPage.of(found, limit)).build());
  }
}
