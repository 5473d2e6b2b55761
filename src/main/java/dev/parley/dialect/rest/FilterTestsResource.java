package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.FilterAction;
import dev.parley.moderation.Screening;
import dev.parley.pipeline.FilterCommands;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST api/admin/filter-tests}: what filters would make of words; nothing is said. Safe for
 * use by any thread; does not block.
 */
@Path("admin/filter-tests")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class FilterTestsResource {
  @Inject private FilterCommands filters;
  @Inject private Answers answers;

  /** What is to be said, and where; without a room, in one that has no filters of its own. */
  public record NewTest(
      @NotEmpty(message = "must not be empty")
          @Size(max = 32_768, message = "must have at most {max} characters")
          String content,
      @Nullable RoomName roomId) {}

  /**
   * What would become of it.
   *
   * @param result {@code passed}, {@code masked} or {@code blocked}
   * @param content as it would be said; left out where it would not be
   */
  public record TestResult(String result, @Nullable String content, List<MatchInfo> matches) {
    static TestResult of(Screening.Tested tested, String said) {
      Screening result = tested.result();
      boolean blocked = result instanceof Screening.Blocked;
      boolean masked = result instanceof Screening.Masked;
      return new TestResult(
          blocked ? "blocked" : masked ? "masked" : "passed",
          blocked ? null : result.of(said),
          tested.matches().stream().map(MatchInfo::of).toList());
    }
  }

  /** A filter that matches, and what. */
  public record MatchInfo(ActId filterId, String name, FilterAction action, List<String> texts) {
    static MatchInfo of(Screening.Match match) {
      return new MatchInfo(
          match.filter().id(), match.filter().name(), match.filter().action(), match.texts());
    }
  }

  @POST
  public CompletionStage<Response> test(
      @Context SecurityContext context, @Nullable NewTest wanted) {
    NewTest given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    RoomName room = given.roomId() == null ? null : given.roomId().within(by.tenant());
    return answers.to(
        filters.test(by, room, given.content()),
        tested -> Response.ok(TestResult.of(tested, given.content())).build());
  }
}
