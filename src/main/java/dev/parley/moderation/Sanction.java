package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.WireTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may not do something, for a while or until it is lifted.
 *
 * @param room in that room alone; null everywhere
 * @param until null until it is lifted
 * @param authority of who imposed it, then; of who imposed what it has replaced, where that is the
 *     higher
 * @param end what ended it before its time; null where nothing did
 */
public record Sanction(
    ActId id,
    SanctionKind kind,
    Subject subject,
    @Nullable RoomName room,
    @Nullable Instant until,
    Reason reason,
    UserId by,
    Authority authority,
    Instant at,
    @Nullable End end) {

  /** How a sanction was ended before its time. */
  public enum How {
    /** By a moderator who took it back. */
    LIFTED,
    /** By another of its kind on the same. */
    REPLACED
  }

  /** That it was ended. */
  public record End(How how, Instant at, UserId by, Reason reason) {}

  public boolean isInForceAt(Instant now) {
    return end == null && (until == null || now.isBefore(until));
  }

  /** Whether both say the same of the same, be it for another time. */
  boolean isOfTheSame(Sanction other) {
    return kind == other.kind
        && subject.equals(other.subject)
        && (room == null ? other.room == null : room.equals(other.room));
  }

  /** The same, with that authority where it is the higher. */
  Sanction withNoLessThan(Authority other) {
    Authority higher = authority.compareTo(other) < 0 ? other : authority;
    return new Sanction(id, kind, subject, room, until, reason, by, higher, at, end);
  }

  /** The same, with that in place of every reason. */
  Sanction withReason(Reason instead) {
    End over = end == null ? null : new End(end.how(), end.at(), end.by(), instead);
    return new Sanction(id, kind, subject, room, until, instead, by, authority, at, over);
  }

  Sanction ended(End by) {
    return new Sanction(id, kind, subject, room, until, reason, this.by, authority, at, by);
  }

  /** In few words, for the audit log. */
  String inWords() {
    return kind.wire() + " until " + (until == null ? "lifted" : WireTime.format(until));
  }
}
