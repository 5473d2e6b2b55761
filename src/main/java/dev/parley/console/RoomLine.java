package dev.parley.console;

import dev.parley.protocol.RoomName;
import dev.parley.room.RoomKind;

/**
 * One room in the console's list.
 *
 * @param messagesPerMinute lately: what is older than a minute counts less and less
 */
public record RoomLine(
    RoomName room, RoomKind kind, int users, int sessions, double messagesPerMinute) {}
