package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who may enter which room. Safe for use by any thread; does not block; stages never fail.
 *
 * <p>Whom the family admits by identity alone is admitted at once. Whoever it does not is so after
 * one look at the invitations, whether there is such a room or not: so nobody can tell by the time
 * it takes.
 */
final class Admissions {
  private final Directory directory;
  private final Memberships memberships;
  private final Door door;

  Admissions(Directory directory, Memberships memberships, Door door) {
    this.directory = directory;
    this.memberships = memberships;
    this.door = door;
  }

  /**
   * Somebody who may enter.
   *
   * @param changes the count of changes before the standing was looked at
   */
  record Admitted(RoomPolicy policy, Standing standing, long changes) {}

  /** Refused as {@code NOT_FOUND}, {@code FORBIDDEN} or {@code UNAVAILABLE}. */
  CompletionStage<Outcome<Admitted>> of(Identity user, RoomName name) {
    RoomPolicy policy = directory.policy(name).orElse(null);
    long changes = memberships.changes(name);
    if (policy != null
        && !policy.takesInvitations(name)
        && policy.rights(user, name, Standing.NONE).join()) {
      return Outcome.now(Outcome.done(new Admitted(policy, Standing.NONE, changes)));
    }
    return memberships
        .ask(store -> Outcome.done(store.standing(name, user.id())))
        .thenCompose(read -> admit(user, name, policy, read, changes));
  }

  private CompletionStage<Outcome<Admitted>> admit(
      Identity user,
      RoomName name,
      @Nullable RoomPolicy policy,
      Outcome<Standing> read,
      long changes) {
    if (read instanceof Outcome.Rejected<Standing> rejected) {
      return Outcome.refused(rejected.detail());
    }
    Standing standing = ((Outcome.Done<Standing>) read).value();
    Rights rights = policy == null ? Rights.NONE : policy.rights(user, name, standing);
    if (policy != null && rights.join()) {
      return Outcome.now(Outcome.done(new Admitted(policy, standing, changes)));
    }
    if (rights.see()) {
      return directory
          .seen(user, name)
          .thenApply(seen -> seen.then(known -> Authorization.forbidden("enter", name)));
    }
    return Outcome.now(Outcome.rejected(ErrorCode.NOT_FOUND, Rooms.noRoom(name)));
  }

  /** What keeps out somebody whom the policy lets in; null where nothing does. */
  @Nullable Detail refusal(Identity user, RoomName name, Admitted admitted, boolean present) {
    Rights rights = admitted.policy().rights(user, name, admitted.standing());
    return door.refusal(user, name, rights, present);
  }

  /** Whether somebody's standing may have changed since. */
  boolean isOutdated(RoomName name, Admitted admitted) {
    return admitted.policy().takesInvitations(name)
        && memberships.changes(name) != admitted.changes();
  }
}
