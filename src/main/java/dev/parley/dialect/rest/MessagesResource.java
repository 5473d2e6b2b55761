package dev.parley.dialect.rest;

import dev.parley.identity.apikey.Right;
import dev.parley.pipeline.ServiceCommands;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST api/messages}: says something in a room, as {@code chat:send} does, and answers after
 * the commit. {@code GET api/messages?roomId=…}: reads a page of a room's history, as {@code
 * chat:history} does. The room is no part of the path, since its name may have slashes and dots
 * that servers do not leave alone.
 */
@Path("messages")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class MessagesResource {
  private static final Set<String> PARAMETERS = Set.of("roomId", "before", "after", "limit");

  @Inject private ServiceCommands commands;
  @Inject private Answers answers;

  /** What is said; who says it is nobody's to choose. */
  public record NewMessage(RoomName roomId, String content) {
    @Override
    public String toString() {
      return "NewMessage[roomId=" + roomId + ", content=…]";
    }
  }

  @POST
  @ForServices(Right.PUBLISH)
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> send(
      @Context SecurityContext context,
      @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
      @Nullable NewMessage message) {
    NewMessage given = Bodies.given(message);
    Command.Send command =
        new Command.Send(given.roomId(), given.content(), IdempotencyKey.read(key));
    return answers.to(
        commands.send(Caller.keyOf(context), command),
        sent -> Response.status(Response.Status.CREATED).entity(sent).build());
  }

  @GET
  @ForServices(Right.READ)
  public CompletionStage<Response> history(@Context SecurityContext context, @Context UriInfo uri) {
    Query query = new Query(uri, PARAMETERS);
    RoomName room = query.text("roomId", RoomName::new);
    if (room == null) {
      throw new RefusedException(Detail.invalid("roomId", "must be given"));
    }
    Command.History command =
        new Command.History(
            room, query.number("before"), query.number("after"), limit(query.number("limit")));
    return answers.to(
        commands.history(Caller.keyOf(context), command), page -> Response.ok(page).build());
  }

  /** What does not fit is refused as any other that is too big. */
  private static @Nullable Integer limit(@Nullable Long limit) {
    return limit == null ? null : Math.toIntExact(Math.max(-1, Math.min(limit, 1_000_000)));
  }
}
