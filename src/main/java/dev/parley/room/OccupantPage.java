package dev.parley.room;

import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.util.List;

/** Some of the users in a room, in the order of their ids, and how many there are in all. */
public record OccupantPage(List<User> users, int count, boolean more) {
  /** One user in a room. */
  public record User(UserId id, UserName name) {}
}
