package dev.parley.moderation;

import org.jspecify.annotations.Nullable;

/**
 * Who tells a room how it is set now. Called by the one thread that keeps acts, after it counts and
 * before the moderator is answered; must not block.
 */
public interface RoomControlsListener {
  /**
   * It is set otherwise now.
   *
   * @param reason null where it was found so in the store
   */
  void changed(RoomControls now, @Nullable Reason reason);
}
