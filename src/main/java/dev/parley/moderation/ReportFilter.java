package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which reports are wanted, the newest first; what is null does not count.
 *
 * @param sender who has said what was reported
 * @param reporter who has reported it
 * @param before only those that were made before that one
 * @param limit as many at most
 */
public record ReportFilter(
    Tenant tenant,
    Report.@Nullable State state,
    @Nullable RoomName room,
    @Nullable UserId sender,
    @Nullable UserId reporter,
    @Nullable ActId before,
    int limit) {}
