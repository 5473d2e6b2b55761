package dev.parley.dialect.rest;

import dev.parley.console.RoomDetail;
import dev.parley.console.RoomView;
import dev.parley.identity.Identity;
import dev.parley.moderation.RoomControlling;
import dev.parley.moderation.RoomControls;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.room.RoomPolicy;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/room}: one room, who is in it, and what was said there. The room is no part of
 * the path, since its name may have slashes and dots that servers do not leave alone. Safe for use
 * by any thread; does not block.
 */
@Path("admin/room")
@ForUsers(roles = {"admin", "moderator"})
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class RoomResource {
  private static final Set<String> MEMBERS = Set.of("roomId", "after", "limit");
  private static final Set<String> MESSAGES = Set.of("roomId", "before", "after", "at", "limit");

  @Inject private RoomView view;
  @Inject private RoomControlling controls;
  @Inject private Answers answers;

  /** What the configuration says of the room; lists of people as it writes them. */
  public record Policy(
      String rooms,
      String kind,
      boolean history,
      boolean encrypted,
      boolean invitations,
      boolean create,
      int maxMembers,
      @Nullable Long maxAgeMs,
      @Nullable Long maxMessages,
      List<String> join,
      List<String> see,
      List<String> speak,
      List<String> announce,
      List<String> emit,
      List<String> moderate) {
    static Policy of(RoomPolicy policy) {
      Duration maxAge = policy.maxAge();
      return new Policy(
          policy.rooms().value(),
          RoomsResource.kind(policy.kind().name()),
          policy.history(),
          policy.encrypt(),
          policy.invitations(),
          policy.create(),
          policy.maxMembers(),
          maxAge == null ? null : maxAge.toMillis(),
          policy.maxMessages(),
          policy.join(),
          policy.see(),
          policy.speak(),
          policy.announce(),
          policy.emit(),
          policy.moderate());
    }
  }

  /** Somebody in the room, and by which connections. */
  public record MemberInfo(UserId userId, UserName username, List<SessionInfo> sessions) {}

  /**
   * The room, and some of who is in it; {@code more} where others follow.
   *
   * @param controls how moderators have set it; null where they have not
   */
  public record RoomInfo(
      RoomName roomId,
      Policy policy,
      @Nullable SetRoom controls,
      int users,
      long lastSeq,
      List<MemberInfo> members,
      boolean more) {
    static RoomInfo of(RoomDetail detail, RoomControls controls, Identity asker) {
      return new RoomInfo(
          detail.room(),
          Policy.of(detail.policy()),
          SetRoom.of(controls),
          detail.users(),
          detail.lastSeq(),
          detail.members().stream()
              .map(
                  member ->
                      new MemberInfo(
                          member.id(),
                          member.name(),
                          member.sessions().stream()
                              .map(line -> SessionInfo.of(line, asker, false))
                              .toList()))
              .toList(),
          detail.more());
    }
  }

  @GET
  public CompletionStage<Response> show(@Context SecurityContext context, @Context UriInfo uri) {
    Identity who = Caller.of(context).identity();
    Query query = new Query(uri, MEMBERS);
    UserId after = query.text("after", UserId::new);
    return answers.to(
        view.of(who, room(query, who), after, ConsoleQuery.limit(query)),
        detail -> Response.ok(RoomInfo.of(detail, controls.of(detail.room()), who)).build());
  }

  @GET
  @Path("messages")
  public CompletionStage<Response> messages(
      @Context SecurityContext context, @Context UriInfo uri) {
    Identity who = Caller.of(context).identity();
    Query query = new Query(uri, MESSAGES);
    RoomView.Place place =
        new RoomView.Place(query.number("before"), query.number("after"), query.moment("at"));
    if (Stream.of(place.before(), place.after(), place.at()).filter(Objects::nonNull).count() > 1) {
      throw new RefusedException(
          Detail.invalid(
              place.after() == null ? "at" : "after",
              "must not be given together with before, after or at"));
    }
    return answers.to(
        view.messages(who, room(query, who), place, ConsoleQuery.limit(query)),
        page -> Response.ok(page).build());
  }

  private static RoomName room(Query query, Identity who) {
    RoomName room = query.text("roomId", RoomName::new);
    if (room == null) {
      throw new RefusedException(Detail.invalid("roomId", "must be given"));
    }
    return room.within(who.tenant());
  }
}
