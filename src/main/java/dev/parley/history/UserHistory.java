package dev.parley.history;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds all that one user has said, room by room: no index serves that, since every message would
 * pay for it, so a room is read from its first message to its last. Each method is one transaction
 * of its own, and blocks; what goes wrong is thrown as a {@link RuntimeException}. Safe for use by
 * any thread.
 */
public interface UserHistory {
  /** Rooms of a tenant with a log, in the store's own order of names, after that one. */
  List<RoomName> rooms(Tenant tenant, @Nullable RoomName after, int limit);

  /** What the user has said in a room after that sequence, in the order of the log. */
  List<Said> said(RoomName room, UserId user, long after, int limit);
}
