package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.AnnouncementCommands;
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
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST api/admin/announcement-ends}: takes an announcement back, whoever has made it. Safe
 * for use by any thread; does not block.
 */
@Path("admin/announcement-ends")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class AnnouncementEndsResource {
  @Inject private AnnouncementCommands announcements;
  @Inject private Answers answers;
  @Inject private Clock clock;

  /** Which one, and why. */
  public record NewEnd(
      @NotNull(message = "must be given") ActId announcementId,
      @NotNull(message = "must be given") Reason reason) {}

  @POST
  public CompletionStage<Response> end(@Context SecurityContext context, @Nullable NewEnd wanted) {
    NewEnd given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    return answers.to(
        announcements.end(by, given.announcementId(), given.reason()),
        ended -> Response.ok(AnnouncementInfo.of(ended, null, clock.instant())).build());
  }
}
