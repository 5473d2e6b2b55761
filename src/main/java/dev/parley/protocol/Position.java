package dev.parley.protocol;

/**
 * Where a client stands in a room: the epoch, the sequence of the last message it has, and the
 * revision (the count of edits and deletions) that it has seen.
 */
public record Position(Epoch epoch, long seq, long rev) {}
