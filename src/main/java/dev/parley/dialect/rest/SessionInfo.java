package dev.parley.dialect.rest;

import dev.parley.console.SessionLine;
import dev.parley.identity.Identity;
import dev.parley.identity.account.Account;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserInfo;
import dev.parley.session.RateState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the console shows it.
 *
 * @param address for administrators alone
 * @param rate where one user is asked for
 * @param roomIds likewise
 */
public record SessionInfo(
    UserInfo user,
    ClientId clientId,
    Instant since,
    int rooms,
    @Nullable String address,
    @Nullable RateState rate,
    @Nullable List<RoomName> roomIds) {
  static SessionInfo of(SessionLine line, Identity asker, boolean withRooms) {
    return new SessionInfo(
        line.user().info(),
        line.clientId(),
        line.since(),
        line.rooms(),
        asker.has(Account.ADMIN) ? line.address() : null,
        line.rate(),
        withRooms ? line.known() : null);
  }
}
