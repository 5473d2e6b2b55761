package dev.parley.room;

import dev.parley.protocol.RoomName;

/**
 * One room with somebody in it, at one moment.
 *
 * @param users those in it, also those who were cut off just now
 * @param sessions their sessions
 * @param lastSeq the sequence of the last message that it has told
 */
public record RoomState(RoomName name, RoomKind kind, int users, int sessions, long lastSeq) {}
