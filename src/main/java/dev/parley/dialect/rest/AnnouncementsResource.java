package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.AnnouncementFilter;
import dev.parley.moderation.AnnouncementText;
import dev.parley.moderation.Announcing;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Importance;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.AnnouncementCommands;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/announcements}: what moderators tell a room, several or all. Rooms are those of
 * the moderator's tenant. Safe for use by any thread; does not block.
 */
@Path("admin/announcements")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class AnnouncementsResource {
  private static final Set<String> PARAMETERS = Set.of("roomId", "standing", "cursor", "limit");
  private static final String LENGTH = "must be 1000 to 31536000000 (a year)";

  @Inject private AnnouncementCommands announcements;
  @Inject private Answers answers;
  @Inject private Clock clock;

  /** What is to be announced: to these rooms, or everywhere. */
  public record NewAnnouncement(
      @Nullable List<RoomName> roomIds,
      @Nullable Boolean everywhere,
      @NotNull(message = "must be given") AnnouncementText content,
      @NotNull(message = "must be given") Importance level,
      @Nullable
          @Min(value = 1_000, message = LENGTH)
          @Max(value = 31_536_000_000L, message = LENGTH)
          Long durationMs,
      @NotNull(message = "must be given") Reason reason) {
    /** The rooms, each once; none: everywhere. */
    private List<RoomName> rooms(Identity by) {
      boolean toAll = Boolean.TRUE.equals(everywhere);
      boolean toSome = roomIds != null && !roomIds.isEmpty();
      if (toAll == toSome) {
        throw new RefusedException(
            Detail.invalid("roomIds", "must be given, or else everywhere as true, and not both"));
      }
      return roomIds == null
          ? List.of()
          : roomIds.stream().map(room -> room.within(by.tenant())).distinct().sorted().toList();
    }
  }

  /** A page of them, the newest first. */
  public record AnnouncementPage(List<AnnouncementInfo> announcements, @Nullable ActId next) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> make(
      @Context SecurityContext context, @Nullable NewAnnouncement wanted) {
    NewAnnouncement given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    Announcing.Wanted announcement =
        new Announcing.Wanted(
            given.rooms(by),
            given.content(),
            given.level(),
            given.durationMs() == null ? null : Duration.ofMillis(given.durationMs()),
            given.reason(),
            by.id());
    return answers.to(
        announcements.make(by, announcement),
        made ->
            Response.status(Response.Status.CREATED)
                .entity(AnnouncementInfo.of(made, null, clock.instant()))
                .build());
  }

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    Query query = new Query(uri, PARAMETERS);
    RoomName room = query.room("roomId", by.tenant());
    AnnouncementFilter filter =
        new AnnouncementFilter(
            by.tenant(),
            room,
            query.truth("standing"),
            query.text("cursor", ActId::parse),
            query.limit());
    return answers.to(
        announcements.list(by, filter), found -> Response.ok(page(found, room)).build());
  }

  /** Who moderates one room learns of no other. */
  private AnnouncementPage page(AnnouncementCommands.Found found, @Nullable RoomName room) {
    RoomName alone = found.authority() == Authority.ROOM ? room : null;
    return new AnnouncementPage(
        found.page().items().stream()
            .map(each -> AnnouncementInfo.of(each, alone, clock.instant()))
            .toList(),
        found.page().next());
  }
}
