package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are wanted, the newest first; what is null does not count.
 *
 * @param from not before then
 * @param to before then
 * @param before only those that were made before that one
 * @param limit as many at most
 */
public record AuditFilter(
    Tenant tenant,
    @Nullable UserId by,
    @Nullable Action action,
    @Nullable UserId user,
    @Nullable RoomName room,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable ActId before,
    int limit) {}
