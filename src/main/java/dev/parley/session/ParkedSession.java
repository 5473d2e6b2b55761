package dev.parley.session;

import dev.parley.protocol.ClientId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import java.util.List;

/**
 * What is kept of a session that was cut off: its names, whose it was, the rooms it was in. Nothing
 * that waited for it is kept.
 */
public record ParkedSession(
    SessionId id, ClientId clientId, UserId user, List<RoomName> rooms, long until) {
  public ParkedSession {
    rooms = List.copyOf(rooms);
  }

  @Override
  public String toString() {
    return "ParkedSession[" + clientId + ", user=" + user + "]";
  }
}
