package dev.parley.dialect.rest;

import dev.parley.moderation.RoomControls;
import org.jspecify.annotations.Nullable;

/** How moderators have set a room, beside what else is shown of it. */
public record SetRoom(
    boolean locked, boolean readOnly, int slowModeSeconds, boolean membersOnly, boolean shield) {
  /** Null where nothing is set. */
  static @Nullable SetRoom of(RoomControls set) {
    return set.isOpen()
        ? null
        : new SetRoom(
            set.locked(),
            set.readOnly(),
            set.slowModeSeconds(),
            set.membersOnly(),
            set.hasShield());
  }
}
