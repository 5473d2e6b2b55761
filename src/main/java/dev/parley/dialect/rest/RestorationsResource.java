package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.pipeline.MessageModeration;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
 * {@code POST api/admin/restorations}: shows a message again that was hidden, whoever has hidden
 * it. Safe for use by any thread; does not block.
 */
@Path("admin/restorations")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RestorationsResource {
  @Inject private MessageModeration messages;
  @Inject private Answers answers;

  @POST
  public CompletionStage<Response> restore(
      @Context SecurityContext context, RemovalsResource.@Nullable OneMessage wanted) {
    RemovalsResource.OneMessage given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    RoomName room = given.roomId().within(by.tenant());
    return answers.to(
        messages.restore(by, room, given.messageId(), given.reason()),
        changed -> Response.ok(changed).build());
  }
}
