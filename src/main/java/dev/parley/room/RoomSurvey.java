package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this node, for who only looks at them. Safe for use by any thread; waits for the
 * lock of each room that it looks at, one after the other, which nobody holds for long.
 */
public final class RoomSurvey {
  private final Directory directory;
  private final Whereabouts whereabouts;
  private final RoomPolicies policies;

  RoomSurvey(Directory directory, Whereabouts whereabouts, RoomPolicies policies) {
    this.directory = directory;
    this.whereabouts = whereabouts;
    this.policies = policies;
  }

  /** Every room with somebody in it, in no order. */
  public List<RoomState> all() {
    List<RoomState> states = new ArrayList<>(directory.rooms().size());
    directory.rooms().values().forEach(room -> states.add(room.state()));
    return states;
  }

  /** Null where nobody is in it. */
  public @Nullable RoomState of(RoomName name) {
    Room room = directory.get(name);
    return room == null ? null : room.state();
  }

  /** A page of the users in a room; empty where nobody is. */
  public OccupantPage occupants(RoomName name, @Nullable UserId after, int limit) {
    Room room = directory.get(name);
    return room == null ? new OccupantPage(List.of(), 0, false) : room.page(after, limit);
  }

  /** How many rooms a session is in. */
  public int countOf(Session session) {
    return whereabouts.of(session).size();
  }

  /** The rooms that a session is in, in no order. */
  public List<RoomName> of(Session session) {
    return whereabouts.of(session).stream().map(Room::name).toList();
  }

  /** Whether a user may know of the room, by the policy of its family alone. */
  public boolean isKnownTo(Identity user, RoomName name) {
    return policies.rights(user, name, Standing.NONE).know();
  }
}
