package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.MessageModeration;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
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
 * {@code POST api/admin/removals}: hides a message, whose words are kept. Safe for use by any
 * thread; does not block.
 */
@Path("admin/removals")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RemovalsResource {
  @Inject private MessageModeration messages;
  @Inject private Answers answers;

  /** Which message, and why. */
  public record OneMessage(
      @NotNull(message = "must be given") RoomName roomId,
      @NotNull(message = "must be given") MessageId messageId,
      @NotNull(message = "must be given") Reason reason) {}

  @POST
  public CompletionStage<Response> remove(
      @Context SecurityContext context, @Nullable OneMessage wanted) {
    OneMessage given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    RoomName room = given.roomId().within(by.tenant());
    return answers.to(
        messages.remove(by, room, given.messageId(), given.reason()),
        changed -> Response.ok(changed).build());
  }
}
