package dev.parley.pipeline;

import dev.parley.history.Retention;
import dev.parley.history.RoomRetention;
import dev.parley.identity.Identity;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Retaining;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.room.RoomPolicies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of rooms, for administrators to see and to lessen. Safe for use by any thread; does
 * not block. Stages never fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class RetentionCommands {
  @Inject private Retaining retaining;
  @Inject private RoomPolicies policies;
  @Inject private ModeratorAuthority authority;

  /**
   * What is kept of a room.
   *
   * @param set null where all is as configured
   */
  public record Kept(
      RoomName room, Retention configured, Retention inForce, @Nullable RoomRetention set) {}

  /** Refused as {@code FORBIDDEN}, {@code NOT_FOUND}, or {@code INVALID} where none is kept. */
  public CompletionStage<Outcome<Kept>> of(Identity by, RoomName room) {
    return permitted(by, room)
        .thenApply(had -> had.then(it -> Outcome.done(kept(room, retaining.of(room)))));
  }

  /**
   * Has that kept of the room, each bound that is null as configured. Refused likewise, as {@code
   * INVALID} where more would be kept than configured, and as {@link Retaining#change}.
   */
  public CompletionStage<Outcome<Kept>> change(
      Identity by, RoomName room, Retention wanted, Reason reason) {
    return permitted(by, room)
        .thenCompose(
            Outcome.ifDone(
                had -> {
                  Detail tooMuch = refusal(wanted, policies.retention(room));
                  return tooMuch == null
                      ? retaining.change(room, wanted, by.id(), reason)
                      : Outcome.<RoomRetention>refused(tooMuch);
                }))
        .thenApply(
            done -> done.then(set -> Outcome.done(kept(room, set.isAsConfigured() ? null : set))));
  }

  private Kept kept(RoomName room, @Nullable RoomRetention set) {
    Retention configured = policies.retention(room);
    Retention inForce = set == null ? configured : configured.strictest(set.kept());
    return new Kept(room, configured, inForce, set);
  }

  private CompletionStage<Outcome<Authority>> permitted(Identity by, RoomName room) {
    return authority
        .of(by, room)
        .thenApply(
            had ->
                had.then(
                    word -> {
                      if (word != Authority.ADMIN) {
                        return Outcome.rejected(
                            ErrorCode.FORBIDDEN, "what is kept is for the role admin to decide");
                      }
                      return policies.isKept(room)
                          ? Outcome.done(word)
                          : Outcome.rejected(
                              Detail.invalid("roomId", "must be of a room that keeps history"));
                    }));
  }

  private static @Nullable Detail refusal(Retention wanted, Retention configured) {
    Duration age = wanted.maxAge();
    Duration longest = configured.maxAge();
    if (age != null && longest != null && age.compareTo(longest) > 0) {
      return Detail.invalid(
          "keepMs",
          "must be at most " + longest.toMillis() + ", as configured, was " + age.toMillis());
    }
    Long count = wanted.maxCount();
    Long most = configured.maxCount();
    return count != null && most != null && count > most
        ? Detail.invalid(
            "keepMessages", "must be at most " + most + ", as configured, was " + count)
        : null;
  }
}
