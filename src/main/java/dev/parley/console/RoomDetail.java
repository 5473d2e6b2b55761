package dev.parley.console;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.room.RoomPolicy;
import java.util.List;

/**
 * One room, with what holds for it and a page of who is in it.
 *
 * @param users in it; none where it lives in its log alone
 * @param lastSeq of the last message; 0 where there is none
 * @param more whether further members follow
 */
public record RoomDetail(
    RoomName room,
    RoomPolicy policy,
    int users,
    long lastSeq,
    List<Occupant> members,
    boolean more) {
  /** A user in the room, and by which connections. */
  public record Occupant(UserId id, UserName name, List<SessionLine> sessions) {}
}
