package dev.parley.dialect.rest;

import dev.parley.console.RoomDetail;
import dev.parley.console.RoomView;
import dev.parley.identity.Identity;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

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
  private static final Set<String> MESSAGES = Set.of("roomId", "before", "after", "limit");

  @Inject private RoomView view;
  @Inject private Answers answers;

  /** What holds for the room, of the configuration's words those that a moderator asks for. */
  public record Policy(
      String kind, boolean history, boolean encrypted, boolean invitations, int maxMembers) {
    static Policy of(RoomPolicy policy) {
      return new Policy(
          RoomsResource.kind(policy.kind().name()),
          policy.history(),
          policy.encrypt(),
          policy.invitations(),
          policy.maxMembers());
    }
  }

  /** Somebody in the room, and by which connections. */
  public record MemberInfo(UserId userId, UserName username, List<SessionInfo> sessions) {}

  /** The room, and some of who is in it; {@code more} where others follow. */
  public record RoomInfo(
      RoomName roomId,
      Policy policy,
      int users,
      long lastSeq,
      List<MemberInfo> members,
      boolean more) {
    static RoomInfo of(RoomDetail detail, Identity asker) {
      return new RoomInfo(
          detail.room(),
          Policy.of(detail.policy()),
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
        detail -> Response.ok(RoomInfo.of(detail, who)).build());
  }

  @GET
  @Path("messages")
  public CompletionStage<Response> messages(
      @Context SecurityContext context, @Context UriInfo uri) {
    Identity who = Caller.of(context).identity();
    Query query = new Query(uri, MESSAGES);
    Long before = query.number("before");
    Long after = query.number("after");
    if (before != null && after != null) {
      throw new RefusedException(Detail.invalid("after", "must not be given together with before"));
    }
    return answers.to(
        view.messages(who, room(query, who), before, after, ConsoleQuery.limit(query)),
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
