package dev.parley.console;

import dev.parley.identity.Identity;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.RoomName;
import java.time.Instant;
import java.util.List;

/**
 * One connection in the console's list.
 *
 * @param since when it was opened
 * @param rooms how many it is in
 * @param known those of them that who asks may know of; only where one user is asked for
 */
public record SessionLine(
    Identity user,
    ClientId clientId,
    String address,
    Instant since,
    int rooms,
    List<RoomName> known) {}
