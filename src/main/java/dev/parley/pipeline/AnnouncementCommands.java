package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Announcement;
import dev.parley.moderation.AnnouncementFilter;
import dev.parley.moderation.Announcing;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Listing;
import dev.parley.moderation.ModerationLimits;
import dev.parley.moderation.Reason;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Announcing, each act on its own authorised: everywhere by administrators, in several rooms by
 * role, in one room by whoever moderates it. Safe for use by any thread; does not block. Stages
 * never fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class AnnouncementCommands {
  @Inject private Announcing announcing;
  @Inject private ModeratorAuthority authority;
  @Inject private ModerationLimits limits;

  /**
   * Announces. Refused as {@code INVALID} (too many rooms), {@code FORBIDDEN}, {@code NOT_FOUND},
   * and as {@link Announcing#make}.
   */
  public CompletionStage<Outcome<Announcement>> make(Identity by, Announcing.Wanted wanted) {
    int rooms = wanted.rooms().size();
    if (rooms > limits.announcementRooms()) {
      return Outcome.refused(
          Detail.invalid(
              "roomIds", "must be 1 to " + limits.announcementRooms() + " rooms, were " + rooms));
    }
    return authority(by, wanted.rooms())
        .thenCompose(Outcome.ifDone(had -> announcing.make(wanted)));
  }

  /** What one has over all of them; over none of them by name: over everybody. */
  private CompletionStage<Outcome<Authority>> authority(Identity by, List<RoomName> rooms) {
    if (rooms.size() == 1) {
      return authority.of(by, rooms.get(0));
    }
    return authority
        .of(by, null)
        .thenCompose(
            Outcome.ifDone(
                had ->
                    rooms.isEmpty() && had != Authority.ADMIN
                        ? Outcome.refused(
                            Detail.of(
                                ErrorCode.FORBIDDEN,
                                "announcements to everybody are for the role admin to make and end"))
                        : ofEach(by, had, rooms)));
  }

  private CompletionStage<Outcome<Authority>> ofEach(
      Identity by, Authority had, List<RoomName> rooms) {
    return rooms.isEmpty()
        ? Outcome.now(Outcome.done(had))
        : authority
            .of(by, rooms.get(0))
            .thenCompose(Outcome.ifDone(it -> ofEach(by, had, rooms.subList(1, rooms.size()))));
  }

  /**
   * Ends what any moderator has announced. Refused as {@code FORBIDDEN}, {@code NOT_FOUND} where
   * there is none that the moderator could have made, and as {@link Announcing#end}.
   */
  public CompletionStage<Outcome<Announcement>> end(Identity by, ActId id, Reason reason) {
    return announcing
        .find(by.tenant(), id)
        .thenCompose(
            Outcome.ifDone(
                found ->
                    authority(by, found.rooms())
                        .thenApply(had -> had.fold(Outcome::done, none -> unseen(id, found, none)))
                        .thenCompose(
                            Outcome.ifDone(
                                had -> announcing.end(by.tenant(), id, by.id(), reason)))));
  }

  /** To who may not see it, it is not there; one to everybody is no secret. */
  private static Outcome<Authority> unseen(ActId id, Announcement found, Detail refusal) {
    return refusal.code() == ErrorCode.UNAVAILABLE || found.isEverywhere()
        ? Outcome.rejected(refusal)
        : Announcing.noneSuch(id);
  }

  /** Announcements, and how far the word of who has asked for them goes. */
  public record Found(Listing<Announcement> page, Authority authority) {}

  /** A page of them, of the tenant or of a room, to those who may make some there. */
  public CompletionStage<Outcome<Found>> list(Identity by, AnnouncementFilter filter) {
    return authority
        .of(by, filter.room())
        .thenCompose(
            Outcome.ifDone(
                had ->
                    announcing
                        .list(filter)
                        .thenApply(read -> read.then(page -> Outcome.done(new Found(page, had))))));
  }
}
