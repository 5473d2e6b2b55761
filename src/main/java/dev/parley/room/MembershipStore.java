package dev.parley.room;

import dev.parley.protocol.Invitation;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where it is kept who was invited to which room. Each method is one transaction of its own, and
 * blocks until that has ended. Safe for use by any thread, and by several nodes on one database.
 *
 * <p>What goes wrong is thrown as a {@link RuntimeException}; the transaction is rolled back then.
 */
public interface MembershipStore {
  /** What the user was invited as; one look by the primary key, found or not. */
  Standing standing(RoomName room, UserId user);

  /**
   * Invites a user, or again as something else, which replaces what was.
   *
   * @param most users who may be invited to a room; about so many, where several nodes invite at
   *     once
   * @return false where the user is not invited and {@code most} are
   */
  boolean invite(RoomName room, UserId user, Standing standing, UserId by, Instant now, int most);

  /** Takes an invitation back; true where there was one. */
  boolean uninvite(RoomName room, UserId user);

  /** To which rooms the user was invited, in the order of their names, after that one. */
  List<Invitation> of(UserId user, @Nullable RoomName after, int limit);
}
