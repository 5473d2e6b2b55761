package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.ContentFilter;
import dev.parley.moderation.FilterAction;
import dev.parley.moderation.FilterTerms;
import dev.parley.moderation.Filtering;
import dev.parley.moderation.Reason;
import dev.parley.pipeline.FilterCommands;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/filters}: what messages may not say, in a room or in all of them. Safe for use
 * by any thread; does not block.
 */
@Path("admin/filters")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class FiltersResource {
  @Inject private FilterCommands filters;
  @Inject private Answers answers;

  /** What is to be found, where, and what becomes of it. */
  public record NewFilter(
      @NotNull(message = "must be given") String name,
      @Nullable List<String> words,
      @Nullable String pattern,
      @Nullable List<String> allow,
      @Nullable RoomName roomId,
      @NotNull(message = "must be given") FilterAction action,
      @Nullable Boolean enabled,
      @NotNull(message = "must be given") Reason reason) {}

  /** What is to be otherwise; what is left out stays. */
  public record FilterChange(
      @Nullable String name,
      @Nullable List<String> words,
      @Nullable String pattern,
      @Nullable List<String> allow,
      @Nullable FilterAction action,
      @Nullable Boolean enabled,
      @NotNull(message = "must be given") Reason reason) {
    /** Words take the place of a pattern, and a pattern that of words. */
    ContentFilter.Change of(ContentFilter before) {
      FilterTerms had = before.terms();
      FilterTerms wanted =
          new FilterTerms(
              words != null ? words : pattern == null ? had.words() : List.of(),
              pattern != null ? pattern : words == null ? had.pattern() : "",
              allow != null ? allow : had.allow());
      return new ContentFilter.Change(name, wanted, action, enabled);
    }
  }

  /** All that were asked for, the oldest first. */
  public record FilterList(List<FilterInfo> filters) {}

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    RoomName room = new Query(uri, Set.of("roomId")).room("roomId", by.tenant());
    return answers.to(
        filters.list(by, room),
        found -> Response.ok(new FilterList(found.stream().map(FilterInfo::of).toList())).build());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> make(
      @Context SecurityContext context, @Nullable NewFilter wanted) {
    NewFilter given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    Filtering.Wanted filter =
        new Filtering.Wanted(
            by.tenant(),
            given.roomId() == null ? null : given.roomId().within(by.tenant()),
            given.name(),
            new FilterTerms(
                given.words() == null ? List.of() : given.words(),
                given.pattern() == null ? "" : given.pattern(),
                given.allow() == null ? List.of() : given.allow()),
            given.action(),
            !Boolean.FALSE.equals(given.enabled()));
    return answers.to(
        filters.make(by, filter, given.reason()),
        made -> Response.status(Response.Status.CREATED).entity(FilterInfo.of(made)).build());
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> change(
      @Context SecurityContext context, @PathParam("id") String id, @Nullable FilterChange wanted) {
    FilterChange given = Bodies.given(wanted);
    return answers.to(
        filters.change(Caller.of(context).identity(), actId(id), given::of, given.reason()),
        changed -> Response.ok(FilterInfo.of(changed)).build());
  }

  @DELETE
  @Path("{id}")
  public CompletionStage<Response> delete(
      @Context SecurityContext context, @PathParam("id") String id, @Context UriInfo uri) {
    Reason reason = new Query(uri, Set.of("reason")).text("reason", Reason::new);
    if (reason == null) {
      throw new RefusedException(Detail.invalid("reason", "must be given"));
    }
    return answers.to(
        filters.delete(Caller.of(context).identity(), actId(id), reason),
        deleted -> Response.noContent().build());
  }

  private static ActId actId(String text) {
    try {
      return ActId.parse(text);
    } catch (IllegalArgumentException none) {
      throw new RefusedException(
          Problem.of(ErrorCode.NOT_FOUND, "the id of a filter " + none.getMessage()));
    }
  }
}
