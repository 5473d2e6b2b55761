package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who moderates a room, without being in it. Safe for use by any thread; does not block; stages
 * never fail.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RoomStaff {
  private RoomPolicies policies;
  private Memberships memberships;
  private Door door;

  @Inject
  public RoomStaff(RoomPolicies policies, Memberships memberships, Door door) {
    this.policies = policies;
    this.memberships = memberships;
    this.door = door;
  }

  protected RoomStaff() {} // for the container's proxy

  /**
   * The room, where somebody moderates it by role, token or invitation as it stands now, and may be
   * in it. Refused as {@code NOT_FOUND} where that one may not know of it, {@code FORBIDDEN}, as
   * the {@link Door} refuses who is in the room, or {@code UNAVAILABLE}. The invitations are looked
   * into whether there is such a room or not.
   */
  public CompletionStage<Outcome<RoomName>> require(Identity who, RoomName room) {
    return memberships.ask(
        store -> {
          Rights rights = policies.rights(who, room, store.standing(room, who.id()));
          if (!rights.know()) {
            return Outcome.rejected(ErrorCode.NOT_FOUND, Rooms.noRoom(room));
          }
          if (!rights.moderate()) {
            return Authorization.forbidden("moderate", room);
          }
          Detail barred = door.refusal(who, room, rights, true);
          return barred == null ? Outcome.done(room) : Outcome.rejected(barred);
        });
  }

  /**
   * The room, for who moderates all of a tenant's: any that may be there, but none that is one
   * user's own. Refused as {@code NOT_FOUND}, and as the {@link Door} refuses who is in the room.
   */
  public CompletionStage<Outcome<RoomName>> any(Identity who, RoomName room) {
    Optional<RoomPolicy> policy = policies.of(room);
    boolean there = policy.isPresent() && !room.isPersonal() && room.tenant().equals(who.tenant());
    if (!there) {
      return Outcome.now(Outcome.rejected(ErrorCode.NOT_FOUND, Rooms.noRoom(room)));
    }
    Detail barred = door.refusal(who, room, policies.rights(who, room, Standing.NONE), true);
    return Outcome.now(barred == null ? Outcome.done(room) : Outcome.rejected(barred));
  }
}
