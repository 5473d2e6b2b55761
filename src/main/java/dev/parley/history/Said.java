package dev.parley.history;

import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the log keeps of a message, whether it can be seen or not.
 *
 * @param content its words; null where they are deleted, and where they cannot be decrypted
 * @param removedAt when a moderator has hidden it; null where none has
 */
public record Said(
    RoomName room,
    MessageId id,
    Instant at,
    @Nullable String content,
    @Nullable Instant editedAt,
    @Nullable Instant deletedAt,
    @Nullable Instant removedAt) {}
