package dev.parley.moderation;

import dev.parley.identity.Identity;
import dev.parley.protocol.ClientKey;
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
  private ControlledRooms rooms;
  private SlowMode slowMode;
  private Clock clock;

  @Inject
  public Moderation(Sanctions sanctions, ControlledRooms rooms, SlowMode slowMode, Clock clock) {
    this.sanctions = sanctions;
    this.rooms = rooms;
    this.slowMode = slowMode;
    this.clock = clock;
  }

  protected Moderation() {} // for the container's proxy

  /** Whether anything at all is imposed on the user: else there is nothing more to ask. */
  public boolean concerns(Identity who) {
    return !sanctions.of(who.id()).isEmpty();
  }

  /** How moderators have set a room; null where it is open, and there is nothing more to ask. */
  public @Nullable RoomControls controls(RoomName room) {
    return rooms.of(room);
  }

  /** Whether somebody may say something outside of any room, refused as {@code MUTED}. */
  public Verdict speech(Identity who) {
    Sanction mute = mute(who, null, false);
    return mute == null ? Verdict.PASSED : Verdict.refused(refusal(ErrorCode.MUTED, mute));
  }

  /**
   * Whether somebody may say something in a room, refused as {@code MUTED} or {@code LOCKED}.
   *
   * @param moderates whether that one moderates the room
   * @param member whether that one is a member of it
   */
  public Verdict speech(Identity who, RoomName room, boolean moderates, boolean member) {
    Sanction mute = mute(who, room, moderates);
    if (mute != null) {
      return Verdict.refused(refusal(ErrorCode.MUTED, mute));
    }
    RoomControls set = rooms.of(room);
    if (set == null || isStaff(who, moderates)) {
      return Verdict.PASSED;
    }
    if (set.readOnly()) {
      return locked(room, "is read-only now");
    }
    return set.membersOnly() && !member ? forMembers(room) : Verdict.PASSED;
  }

  /**
   * Whether somebody who may speak in a room may send a message now, which then counts; refused as
   * {@code SLOW_MODE}.
   */
  public Verdict pace(Identity who, RoomName room, boolean moderates, @Nullable ClientKey key) {
    RoomControls set = rooms.of(room);
    if (set == null || set.slowModeSeconds() == 0 || isStaff(who, moderates)) {
      return Verdict.PASSED;
    }
    long wait = slowMode.charge(room, who.id(), set.slowModeSeconds(), key, clock.instant());
    return wait == 0
        ? Verdict.PASSED
        : Verdict.refused(
            new Detail(
                ErrorCode.SLOW_MODE,
                "the room " + room.value() + " is in slow mode, wait " + wait + " ms",
                wait,
                List.of()));
  }

  private static boolean isStaff(Identity who, boolean moderates) {
    return moderates || Authority.of(who) != null;
  }

  private static Verdict locked(RoomName room, String how) {
    return Verdict.refused(Detail.of(ErrorCode.LOCKED, "the room " + room.value() + " " + how));
  }

  private static Verdict forMembers(RoomName room) {
    return locked(room, "is for its members alone now");
  }

  /**
   * The mute that keeps somebody from speaking in the room, or everywhere; null where none does.
   */
  public @Nullable Sanction mute(Identity who, @Nullable RoomName room, boolean moderates) {
    return find(who, room, moderates, SanctionKind.MUTE, SanctionKind.MUTE);
  }

  /**
   * Whether somebody may be in a room, refused as {@code BANNED} or {@code LOCKED}.
   *
   * @param present whether that one is in it already
   */
  public Verdict entry(
      Identity who, RoomName room, boolean moderates, boolean member, boolean present) {
    Sanction ban = find(who, room, moderates, SanctionKind.BAN, SanctionKind.KICK);
    if (ban != null) {
      return Verdict.refused(refusal(ErrorCode.BANNED, ban));
    }
    RoomControls set = rooms.of(room);
    if (set == null || present || isStaff(who, moderates)) {
      return Verdict.PASSED;
    }
    if (set.locked()) {
      return locked(room, "is locked, nobody may enter it now");
    }
    return set.membersOnly() && !member ? forMembers(room) : Verdict.PASSED;
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
