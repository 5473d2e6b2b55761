package dev.parley.moderation;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.WireTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one gate: whether moderation lets somebody speak, enter a room, or be here, the same for
 * every dialect. It answers from memory: one look for a user without any sanction, and no object is
 * made. A sanction does not bind those whom its author had no authority over ({@link
 * Authority#binds}). Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Moderation {
  private Sanctions sanctions;
  private Clock clock;

  @Inject
  public Moderation(Sanctions sanctions, Clock clock) {
    this.sanctions = sanctions;
    this.clock = clock;
  }

  protected Moderation() {} // for the container's proxy

  /** Whether anything at all is imposed on the user: else there is nothing more to ask. */
  public boolean concerns(Identity who) {
    return !sanctions.of(who.id()).isEmpty();
  }

  /**
   * Whether somebody may say something, refused as {@code MUTED}.
   *
   * @param room where; null in none
   * @param moderates whether that one moderates the room
   */
  public Verdict speech(Identity who, @Nullable RoomName room, boolean moderates) {
    Sanction mute = mute(who, room, moderates);
    return mute == null ? Verdict.PASSED : Verdict.refused(refusal(ErrorCode.MUTED, mute));
  }

  /**
   * The mute that keeps somebody from speaking in the room, or everywhere; null where none does.
   */
  public @Nullable Sanction mute(Identity who, @Nullable RoomName room, boolean moderates) {
    return find(who, room, moderates, SanctionKind.MUTE, SanctionKind.MUTE);
  }

  /** Whether somebody may be in a room, refused as {@code BANNED}. */
  public Verdict entry(Identity who, RoomName room, boolean moderates) {
    Sanction ban = find(who, room, moderates, SanctionKind.BAN, SanctionKind.KICK);
    return ban == null ? Verdict.PASSED : Verdict.refused(refusal(ErrorCode.BANNED, ban));
  }

  /** The ban that keeps somebody who comes from there out of everything; null where none does. */
  public @Nullable Sanction ban(Identity who, String address) {
    Sanction ban = find(who, null, false, SanctionKind.BAN, SanctionKind.BAN);
    if (ban != null) {
      return ban;
    }
    Sanction fromThere = sanctions.ofAddress(who.tenant(), address, clock.instant());
    return fromThere != null && Authority.of(who) == null ? fromThere : null;
  }

  /** What is said to whom a ban keeps out. */
  public Detail refusal(Sanction ban) {
    return refusal(ErrorCode.BANNED, ban);
  }

  private @Nullable Sanction find(
      Identity who, @Nullable RoomName room, boolean moderates, SanctionKind one, SanctionKind or) {
    List<Sanction> theirs = sanctions.of(who.id());
    if (theirs.isEmpty()) {
      return null;
    }
    Instant now = clock.instant();
    Sanction longest = null;
    for (Sanction each : theirs) {
      if ((each.kind() == one || each.kind() == or)
          && Sanctions.concerns(each, room)
          && each.isInForceAt(now)
          && each.authority().binds(who, moderates)
          && (longest == null || isLonger(each, longest))) {
        longest = each;
      }
    }
    return longest;
  }

  private static boolean isLonger(Sanction one, Sanction other) {
    return other.until() != null && (one.until() == null || one.until().isAfter(other.until()));
  }

  private Detail refusal(ErrorCode code, Sanction sanction) {
    Instant until = sanction.until();
    RoomName room = sanction.room();
    String message =
        "you are "
            + (code == ErrorCode.MUTED ? "muted" : "banned")
            + (room == null ? "" : " in the room " + room.value())
            + (until == null ? "" : " until " + WireTime.format(until))
            + ": "
            + sanction.reason();
    Long wait =
        until == null
            ? null
            : Long.valueOf(Math.max(1, Duration.between(clock.instant(), until).toMillis()));
    return new Detail(code, message, wait, List.of());
  }
}
