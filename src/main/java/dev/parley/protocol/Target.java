package dev.parley.protocol;

import java.util.List;

/** To whom an emitted event goes. */
public sealed interface Target {
  /** All sessions of one user. */
  record ToUser(UserId user) implements Target {}

  /**
   * Everybody present in these rooms, each session once; the sender must have joined each of them.
   */
  record ToRooms(List<RoomName> rooms) implements Target {
    public ToRooms {
      rooms = List.copyOf(rooms);
    }
  }

  /** Every session that has said who it is. */
  record ToAll() implements Target {}
}
