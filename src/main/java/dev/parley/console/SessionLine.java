package dev.parley.console;

import dev.parley.identity.Identity;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.RoomName;
import dev.parley.session.RateState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection in the console's list.
 *
 * @param since when it was opened
 * @param rooms how many it is in
 * @param rate how it stands with its rate limit; only where one user is asked for
 * @param known the rooms that who asks may know of; likewise
 */
public record SessionLine(
    Identity user,
    ClientId clientId,
    String address,
    Instant since,
    int rooms,
    @Nullable RateState rate,
    List<RoomName> known) {
  SessionLine with(@Nullable RateState standing, List<RoomName> rooms) {
    return new SessionLine(user, clientId, address, since, this.rooms, standing, rooms);
  }
}
