package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.moderation.Reason;
import dev.parley.moderation.RoomControlling;
import dev.parley.moderation.RoomControls;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Setting rooms, each act on its own authorised. Safe for use by any thread; does not block. Stages
 * never fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class RoomControlCommands {
  @Inject private RoomControlling controlling;
  @Inject private ModeratorAuthority authority;

  /**
   * Sets a room. Refused as {@code INVALID}, {@code FORBIDDEN}, {@code NOT_FOUND}, and as {@link
   * RoomControlling#change}.
   */
  public CompletionStage<Outcome<RoomControls>> change(
      Identity by, RoomName room, RoomControls.Change change, Reason reason) {
    if (change.shield() != null && change.hasSingles()) {
      return Outcome.refused(Detail.invalid("shield", "must be given alone: it stands for others"));
    }
    if (change.shield() == null && !change.hasSingles()) {
      return Outcome.refused(
          Detail.invalid(
              "locked", "must be given, or else readOnly, slowModeSeconds, membersOnly or shield"));
    }
    return authority
        .of(by, room)
        .thenCompose(Outcome.ifDone(had -> controlling.change(room, change, by.id(), reason)));
  }

  /** How one room is set, to who moderates it. */
  public CompletionStage<Outcome<RoomControls>> of(Identity by, RoomName room) {
    return authority
        .of(by, room)
        .thenApply(had -> had.then(it -> Outcome.done(controlling.of(room))));
  }

  /** The rooms that are not open, in the order of their names; one more than the limit at most. */
  public CompletionStage<Outcome<List<RoomControls>>> list(
      Identity by, @Nullable RoomName after, int limit) {
    return authority
        .of(by, null)
        .thenCompose(Outcome.ifDone(had -> controlling.list(by.tenant(), after, limit + 1)));
  }

  /** What a room is told of how it is set. */
  static Event event(RoomControls now, @Nullable Reason reason) {
    return new Event.RoomModerated(
        now.room(),
        now.locked(),
        now.readOnly(),
        now.slowModeSeconds(),
        now.membersOnly(),
        reason == null ? null : reason.value());
  }
}
