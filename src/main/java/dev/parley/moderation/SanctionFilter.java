package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Which sanctions are wanted, the newest first; what is null does not count.
 *
 * @param before only those that were imposed before that one
 * @param limit as many at most
 */
public record SanctionFilter(
    Tenant tenant,
    @Nullable SanctionKind kind,
    @Nullable UserId user,
    @Nullable AddressRange addresses,
    @Nullable RoomName room,
    @Nullable Boolean inForce,
    @Nullable ActId before,
    int limit) {}
