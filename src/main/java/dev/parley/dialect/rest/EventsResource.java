package dev.parley.dialect.rest;

import dev.parley.identity.apikey.Right;
import dev.parley.pipeline.ServiceCommands;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.EventName;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST api/events}: sends an event to rooms, to a user or to all, as {@code emit} does. With
 * {@code ackWithinMs} it answers when all have answered or the time is up, with who stayed silent.
 * Events are not stored, so no key can make a retry harmless.
 */
@Path("events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class EventsResource {
  @Inject private ServiceCommands commands;
  @Inject private Answers answers;

  /** The event, and to whom it goes. */
  public record NewEvent(
      Target to, EventName event, @Nullable Payload payload, @Nullable Integer ackWithinMs) {}

  @POST
  @ForServices({Right.EMIT_ROOM, Right.EMIT_USER, Right.EMIT_ALL})
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> emit(
      @Context SecurityContext context,
      @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
      @Nullable NewEvent event) {
    if (key != null) {
      throw new RefusedException(
          Detail.invalid(IdempotencyKey.HEADER, "must not be given: events are not stored"));
    }
    NewEvent given = Bodies.given(event);
    Command.Emit command =
        new Command.Emit(given.to(), given.event(), given.payload(), null, given.ackWithinMs());
    return answers.to(
        commands.emit(Caller.keyOf(context), command), emitted -> Response.ok(emitted).build());
  }
}
