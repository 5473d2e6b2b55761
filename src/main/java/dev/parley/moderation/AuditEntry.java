package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to whom, and why; nothing changes or removes one.
 *
 * @param by who acted
 * @param user to whom; null where it was no user
 * @param addresses to whom comes from there; null where it was not about addresses
 * @param before how it stood before, in few words; null where nothing did
 * @param after how it stands now, likewise
 */
public record AuditEntry(
    ActId id,
    Instant at,
    Tenant tenant,
    UserId by,
    Action action,
    @Nullable UserId user,
    @Nullable AddressRange addresses,
    @Nullable RoomName room,
    Reason reason,
    @Nullable String before,
    @Nullable String after) {

  static AuditEntry imposed(Sanction now, @Nullable Sanction before) {
    return new AuditEntry(
        now.id(),
        now.at(),
        now.subject().tenant(),
        now.by(),
        Action.of(now.kind()),
        now.subject().user(),
        now.subject().addresses(),
        now.room(),
        now.reason(),
        before == null ? null : before.inWords(),
        now.inWords());
  }

  static AuditEntry lifted(ActId id, Sanction before, Sanction.End end) {
    return new AuditEntry(
        id,
        end.at(),
        before.subject().tenant(),
        end.by(),
        Action.LIFT,
        before.subject().user(),
        before.subject().addresses(),
        before.room(),
        end.reason(),
        before.inWords(),
        null);
  }
}
