package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Invitation;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Inviting to rooms, and taking it back. Safe for use by any thread; does not block. Every act is
 * authorised by what the database says at that moment; stages never fail.
 *
 * <p>To whom the room may not be seen it is not there ({@code NOT_FOUND}), after the same one look
 * into the database, whether there is such a room or not.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Invitations {
  /** Invitations in one answer at most. */
  public static final int PAGE = 100;

  private RoomPolicies policies;
  private Memberships memberships;
  private Rooms rooms;
  private Door door;
  private Clock clock;

  @Inject
  public Invitations(
      RoomPolicies policies, Memberships memberships, Rooms rooms, Door door, Clock clock) {
    this.policies = policies;
    this.memberships = memberships;
    this.rooms = rooms;
    this.door = door;
    this.clock = clock;
  }

  protected Invitations() {} // for the container's proxy

  /**
   * Invites a user of the room's tenant, as a member or as a moderator, by one who moderates the
   * room. Counts from then on, for the user's sessions that are in the room as well. Refused as
   * {@code NOT_FOUND}, {@code FORBIDDEN}, {@code LIMIT_REACHED} or {@code UNAVAILABLE}, and as the
   * {@link Door} refuses who is in the room.
   */
  public CompletionStage<Outcome<Invitation>> invite(
      Identity by, RoomName room, UserId user, boolean moderator) {
    Standing standing = moderator ? Standing.MODERATOR : Standing.MEMBER;
    Invitation invitation = new Invitation(room, moderator, by.id(), clock.instant());
    return memberships
        .<Invitation>ask(
            store ->
                permitted(store, by, room, true)
                    .then(
                        policy ->
                            store.invite(
                                    room,
                                    user,
                                    standing,
                                    by.id(),
                                    invitation.invitedAt(),
                                    policy.maxMembers())
                                ? Outcome.done(invitation)
                                : Outcome.rejected(
                                    ErrorCode.LIMIT_REACHED,
                                    "a room may have " + policy.maxMembers() + " members")))
        .thenApply(outcome -> told(outcome, room, user, standing));
  }

  /**
   * Takes an invitation back, of anybody by one who moderates the room, of oneself by anybody;
   * harmless where there is none. The user's sessions leave the room unless they may be there all
   * the same. Refused as {@link #invite}.
   *
   * @return the room
   */
  public CompletionStage<Outcome<RoomName>> uninvite(Identity by, RoomName room, UserId user) {
    boolean self = user.equals(by.id());
    return memberships
        .<RoomName>ask(
            store ->
                permitted(store, by, room, !self)
                    .then(
                        policy -> {
                          store.uninvite(room, user);
                          return Outcome.done(room);
                        }))
        .thenApply(outcome -> told(outcome, room, user, Standing.NONE));
  }

  /** The invitations of a user, a page in the order of the rooms' names. */
  public CompletionStage<Outcome<List<Invitation>>> of(UserId user, @Nullable RoomName after) {
    return memberships.ask(store -> Outcome.done(store.of(user, after, PAGE)));
  }

  /**
   * Takes back all of a user's; the sessions leave the rooms unless they may be there all the same.
   */
  public CompletionStage<Outcome<UserId>> forget(UserId user) {
    return of(user, null)
        .thenCompose(
            Outcome.ifDone(
                found ->
                    found.isEmpty()
                        ? Outcome.now(Outcome.done(user))
                        : forget(user, found).thenCompose(Outcome.ifDone(gone -> forget(user)))));
  }

  private CompletionStage<Outcome<UserId>> forget(UserId user, List<Invitation> found) {
    return memberships
        .<UserId>ask(
            store -> {
              found.forEach(each -> store.uninvite(each.roomId(), user));
              return Outcome.done(user);
            })
        .thenApply(
            outcome -> {
              found.forEach(each -> told(outcome, each.roomId(), user, Standing.NONE));
              return outcome;
            });
  }

  /** After the commit: who enters from here on reads it, and who is in hears of it. */
  private <T> Outcome<T> told(Outcome<T> outcome, RoomName room, UserId user, Standing standing) {
    if (outcome instanceof Outcome.Done<T>) {
      memberships.changed(room);
      rooms.stands(user, room, standing);
    }
    return outcome;
  }

  private Outcome<RoomPolicy> permitted(
      MembershipStore store, Identity by, RoomName room, boolean moderating) {
    Rights rights = policies.rights(by, room, store.standing(room, by.id()));
    Optional<RoomPolicy> policy = policies.of(room);
    if (policy.isEmpty() || !rights.know()) {
      return Outcome.rejected(ErrorCode.NOT_FOUND, Rooms.noRoom(room));
    }
    boolean may = policy.get().takesInvitations(room) && (rights.moderate() || !moderating);
    if (!may) {
      return Authorization.forbidden("invite to", room);
    }
    Detail barred = moderating ? door.refusal(by, room, rights, true) : null;
    return barred == null ? Outcome.done(policy.get()) : Outcome.rejected(barred);
  }
}
