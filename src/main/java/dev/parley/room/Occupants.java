package dev.parley.room;

import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The users in one room, in the order of their ids, from their first session's coming until the
 * grace time after the last one's going. Not safe for use by several threads: its {@link Room} sees
 * to that.
 */
final class Occupants {
  private final TreeMap<String, Occupant> byId = new TreeMap<>();
  private long departures;

  private static final class Occupant {
    final OccupantPage.User user;
    int sessions;
    long lastDeparture;

    Occupant(OccupantPage.User user) {
      this.user = user;
    }
  }

  int count() {
    return byId.size();
  }

  boolean has(UserId user) {
    return byId.containsKey(user.value());
  }

  /** One session more of the user is in. */
  void enter(UserId id, UserName name) {
    Occupant occupant = byId.get(id.value());
    if (occupant == null) {
      occupant = new Occupant(new OccupantPage.User(id, name));
      byId.put(id.value(), occupant);
    }
    occupant.sessions++;
  }

  /** One session less of the user is in; the user stays. Null where there is no such user. */
  Room.@Nullable Departure stand(UserId id) {
    Occupant occupant = byId.get(id.value());
    if (occupant == null) {
      return null;
    }
    occupant.sessions--;
    occupant.lastDeparture = ++departures;
    return new Room.Departure(occupant.sessions == 0, occupant.lastDeparture);
  }

  /** Takes a user off whose last session left with this number, unless back or gone since. */
  boolean depart(UserId user, long number) {
    Occupant occupant = byId.get(user.value());
    if (occupant == null || occupant.sessions > 0 || occupant.lastDeparture != number) {
      return false;
    }
    byId.remove(user.value());
    return true;
  }

  OccupantPage page(@Nullable UserId after, int limit) {
    var from = after == null ? byId : byId.tailMap(after.value(), false);
    List<OccupantPage.User> oneMore =
        from.values().stream().limit(limit + 1L).map(occupant -> occupant.user).toList();
    boolean more = oneMore.size() > limit;
    return new OccupantPage(more ? oneMore.subList(0, limit) : oneMore, byId.size(), more);
  }
}
