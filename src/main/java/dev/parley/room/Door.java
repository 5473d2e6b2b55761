package dev.parley.room;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * Who else has a say in whether somebody may be in a room, after the room's policy has let that one
 * in: so who may not know of the room learns nothing. Safe for use by any thread; must not block.
 */
public interface Door {
  /** Lets everybody through. */
  Door OPEN = (who, room, rights, present) -> null;

  /**
   * Why not; null where that one may.
   *
   * @param present whether that one is in the room already, with a session or cut off just now
   */
  @Nullable Detail refusal(Identity who, RoomName room, Rights rights, boolean present);
}
