package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.identity.account.Account;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionKind;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sanction as moderators see it.
 *
 * @param address for administrators alone
 * @param state {@code in-force}, {@code expired}, {@code lifted} or {@code replaced}
 * @param endedAt when it was lifted or replaced, as {@code endedBy} and {@code endReason} say
 */
public record SanctionInfo(
    ActId id,
    SanctionKind kind,
    @Nullable UserId userId,
    @Nullable AddressRange address,
    @Nullable RoomName roomId,
    @Nullable Instant until,
    Reason reason,
    UserId by,
    Instant at,
    String state,
    @Nullable Instant endedAt,
    @Nullable UserId endedBy,
    @Nullable Reason endReason) {
  static SanctionInfo of(Sanction sanction, Identity asker, Instant now) {
    Sanction.End end = sanction.end();
    return new SanctionInfo(
        sanction.id(),
        sanction.kind(),
        sanction.subject().user(),
        asker.has(Account.ADMIN) ? sanction.subject().addresses() : null,
        sanction.room(),
        sanction.until(),
        sanction.reason(),
        sanction.by(),
        sanction.at(),
        state(sanction, now),
        end == null ? null : end.at(),
        end == null ? null : end.by(),
        end == null ? null : end.reason());
  }

  private static String state(Sanction sanction, Instant now) {
    Sanction.End end = sanction.end();
    if (end != null) {
      return end.how().name().toLowerCase(Locale.ROOT);
    }
    return sanction.isInForceAt(now) ? "in-force" : "expired";
  }
}
