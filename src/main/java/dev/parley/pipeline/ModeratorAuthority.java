package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.moderation.Authority;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Rights;
import dev.parley.room.RoomStaff;
import dev.parley.room.Rooms;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How far a moderator's word goes: by role everywhere, by the room's policy or an invitation in
 * that room. Safe for use by any thread; does not block; stages never fail.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class ModeratorAuthority {
  private RoomStaff staff;
  private Rooms rooms;
  private Sessions sessions;

  @Inject
  public ModeratorAuthority(RoomStaff staff, Rooms rooms, Sessions sessions) {
    this.staff = staff;
    this.rooms = rooms;
    this.sessions = sessions;
  }

  protected ModeratorAuthority() {} // for the container's proxy

  /**
   * What somebody has in the room, or everywhere where it is null. Refused as {@code FORBIDDEN}, as
   * {@code NOT_FOUND} where that one may not know of the room, or as {@code UNAVAILABLE}.
   */
  CompletionStage<Outcome<Authority>> of(Identity by, @Nullable RoomName room) {
    Authority role = Authority.of(by);
    if (room == null) {
      return role != null
          ? Outcome.now(Outcome.done(role))
          : Outcome.refused(
              Detail.of(
                  ErrorCode.FORBIDDEN,
                  "this needs the role admin or moderator, or roomId, a room that you moderate"));
    }
    return role == null
        ? staff.require(by, room).thenApply(had -> had.then(it -> Outcome.done(Authority.ROOM)))
        : staff.any(by, room).thenApply(had -> had.then(it -> Outcome.done(role)));
  }

  /**
   * As {@link #of}, and refused as {@code FORBIDDEN} as well where the user is staff that it does
   * not reach. What roles somebody has is known of those who are here alone.
   */
  CompletionStage<Outcome<Authority>> over(Identity by, UserId user, @Nullable RoomName room) {
    return of(by, room)
        .thenApply(
            had ->
                had.then(
                    word ->
                        reaches(word, user, room)
                            ? Outcome.done(word)
                            : Outcome.rejected(isStaff(user))));
  }

  /** Whether it has a user; as {@link #over}, of those who are here alone. */
  boolean reaches(Authority had, UserId user, @Nullable RoomName room) {
    for (Session session : sessions.of(user)) {
      Rights rights = room == null ? null : rooms.rightsIn(session, room);
      if (!had.binds(session.user(), rights != null && rights.moderate())) {
        return false;
      }
    }
    return true;
  }

  static Detail isStaff(UserId user) {
    return Detail.of(ErrorCode.FORBIDDEN, "you have no authority over " + user + ", who is staff");
  }
}
