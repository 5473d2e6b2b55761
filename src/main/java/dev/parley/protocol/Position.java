package dev.parley.protocol;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * Where a client stands in a room: the epoch, the sequence of the last message it has, and the
 * revision (the count of edits and deletions) that it has seen.
 */
public record Position(@NotNull Epoch epoch, @PositiveOrZero long seq, @PositiveOrZero long rev) {}
