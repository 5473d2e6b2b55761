package dev.parley.room;

import dev.parley.protocol.Message;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session finds in a room: the position from which on it hears everything, what it missed
 * before, who is there.
 *
 * @param reason why {@code recovered} is false although a position was given
 * @param firstSession whether the user was not in the room before
 */
public record Entered(
    RoomName room,
    Position position,
    boolean recovered,
    @Nullable String reason,
    List<Message> messages,
    List<Message> changed,
    OccupantPage occupants,
    boolean firstSession) {}
