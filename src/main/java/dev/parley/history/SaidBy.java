package dev.parley.history;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one user has said in one room in some time and can still be seen.
 *
 * @param from not before then; null from the first
 * @param to before then
 */
public record SaidBy(RoomName room, UserId user, @Nullable Instant from, Instant to) {}
