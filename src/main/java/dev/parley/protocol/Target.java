package dev.parley.protocol;

import java.util.List;

/** To whom an emitted event goes. */
public sealed interface Target {
  /** The same, of users and rooms of that tenant. */
  Target within(Tenant tenant);

  /** All sessions of one user. */
  record ToUser(UserId user) implements Target {
    @Override
    public Target within(Tenant tenant) {
      return new ToUser(user.within(tenant));
    }
  }

  /**
   * Everybody present in these rooms, each session once; the sender must have joined each of them.
   */
  record ToRooms(List<RoomName> rooms) implements Target {
    public ToRooms {
      rooms = List.copyOf(rooms);
    }

    @Override
    public Target within(Tenant tenant) {
      return new ToRooms(rooms.stream().map(room -> room.within(tenant)).toList());
    }
  }

  /** Every session of the sender's tenant that has said who it is. */
  record ToAll() implements Target {
    @Override
    public Target within(Tenant tenant) {
      return this;
    }
  }
}
