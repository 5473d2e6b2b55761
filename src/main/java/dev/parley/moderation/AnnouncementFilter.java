package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Which announcements are wanted, the newest first; what is null does not count.
 *
 * @param room those that were made in that room by name
 * @param standing whether they are still told to who comes
 * @param before only those that were made before that one
 * @param limit as many at most
 */
public record AnnouncementFilter(
    Tenant tenant,
    @Nullable RoomName room,
    @Nullable Boolean standing,
    @Nullable ActId before,
    int limit) {}
