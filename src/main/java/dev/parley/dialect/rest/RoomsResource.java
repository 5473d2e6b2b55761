package dev.parley.dialect.rest;

import dev.parley.console.RoomLine;
import dev.parley.console.RoomList;
import dev.parley.moderation.RoomControlling;
import dev.parley.moderation.RoomControls;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/rooms}: the rooms of this node with somebody in them that the caller may
 * know of. Safe for use by any thread; does not block.
 */
@Path("admin/rooms")
@ForUsers(roles = {"admin", "moderator"})
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RoomsResource {
  @Inject private RoomList rooms;
  @Inject private RoomControlling controls;
  @Inject private Answers answers;

  /** One room, as {@link RoomLine} has it, and how moderators have set it, where they have. */
  public record RoomInfo(
      RoomName roomId,
      String kind,
      int users,
      int sessions,
      double messagesPerMinute,
      @Nullable SetRoom controls) {
    static RoomInfo of(RoomLine line, RoomControls controls) {
      return new RoomInfo(
          line.room(),
          RoomsResource.kind(line.kind().name()),
          line.users(),
          line.sessions(),
          OverviewResource.rounded(line.messagesPerMinute()),
          SetRoom.of(controls));
    }
  }

  /** Some of them, how many match in all, and where the next page begins. */
  public record RoomsPage(List<RoomInfo> rooms, int total, @Nullable String next) {}

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Query query = ConsoleQuery.parameters(uri);
    return answers.to(
        rooms.page(ConsoleQuery.page(query, Caller.of(context).identity(), RoomList.ORDERS)),
        page ->
            Response.ok(
                    new RoomsPage(
                        page.rooms().stream()
                            .map(line -> RoomInfo.of(line, controls.of(line.room())))
                            .toList(),
                        page.total(),
                        page.next()))
                .build());
  }

  /** As the configuration writes it. */
  static String kind(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
