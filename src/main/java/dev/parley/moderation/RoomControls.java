package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How moderators have set a room. Staff is bound by none of it; who is in already stays.
 *
 * @param locked nobody comes in
 * @param readOnly nobody speaks
 * @param slowModeSeconds how long everybody waits between two messages (0 to {@value
 *     #LONGEST_SLOW_MODE}; 0: not at all)
 * @param membersOnly who is no member neither comes in nor speaks
 * @param behindShield what holds again when the shield is taken down; null where none is up
 * @param by who has changed it last; null where nobody has
 */
public record RoomControls(
    RoomName room,
    boolean locked,
    boolean readOnly,
    int slowModeSeconds,
    boolean membersOnly,
    @Nullable BehindShield behindShield,
    @Nullable UserId by,
    @Nullable Instant at) {
  /** The longest wait between two messages, in seconds. */
  public static final int LONGEST_SLOW_MODE = 21_600;

  /** What a shield covers. */
  public record BehindShield(boolean locked, int slowModeSeconds, boolean membersOnly) {}

  /**
   * What is to be otherwise; what is null stays as it is.
   *
   * @param shield up: locked, slow and for members alone in one act; down: as before that
   */
  public record Change(
      @Nullable Boolean locked,
      @Nullable Boolean readOnly,
      @Nullable Integer slowModeSeconds,
      @Nullable Boolean membersOnly,
      @Nullable Boolean shield) {

    /** Whether anything beside the shield is to be otherwise. */
    public boolean hasSingles() {
      return locked != null || readOnly != null || slowModeSeconds != null || membersOnly != null;
    }
  }

  /** Of a room that nobody has set. */
  static RoomControls open(RoomName room) {
    return new RoomControls(room, false, false, 0, false, null, null, null);
  }

  public boolean hasShield() {
    return behindShield != null;
  }

  /** Whether nothing is set, so that nothing need be kept. */
  public boolean isOpen() {
    return !locked && !readOnly && slowModeSeconds == 0 && !membersOnly && !hasShield();
  }

  boolean isAs(RoomControls other) {
    return equals(other.changed(by, at));
  }

  private RoomControls changed(@Nullable UserId who, @Nullable Instant when) {
    return new RoomControls(
        room, locked, readOnly, slowModeSeconds, membersOnly, behindShield, who, when);
  }

  RoomControls with(Change change, int shieldSeconds, UserId who, Instant when) {
    if (change.shield() != null) {
      return (change.shield() ? shielded(shieldSeconds) : unshielded()).changed(who, when);
    }
    return new RoomControls(
        room,
        change.locked() == null ? locked : change.locked(),
        change.readOnly() == null ? readOnly : change.readOnly(),
        change.slowModeSeconds() == null ? slowModeSeconds : change.slowModeSeconds(),
        change.membersOnly() == null ? membersOnly : change.membersOnly(),
        behindShield,
        who,
        when);
  }

  private RoomControls shielded(int seconds) {
    BehindShield before =
        behindShield == null
            ? new BehindShield(locked, slowModeSeconds, membersOnly)
            : behindShield;
    int slow = Math.max(slowModeSeconds, seconds);
    return new RoomControls(room, true, readOnly, slow, true, before, by, at);
  }

  private RoomControls unshielded() {
    BehindShield again = behindShield;
    return again == null
        ? this
        : new RoomControls(
            room,
            again.locked(),
            readOnly,
            again.slowModeSeconds(),
            again.membersOnly(),
            null,
            by,
            at);
  }

  /** In few words, for the audit log. */
  String inWords() {
    List<String> words = new ArrayList<>();
    if (hasShield()) {
      words.add("shield");
    }
    if (locked) {
      words.add("locked");
    }
    if (readOnly) {
      words.add("read-only");
    }
    if (slowModeSeconds > 0) {
      words.add("slow mode " + slowModeSeconds + " s");
    }
    if (membersOnly) {
      words.add("members only");
    }
    return words.isEmpty() ? "open" : String.join(", ", words);
  }
}
