package dev.parley.moderation;

import dev.parley.identity.Identity;
import org.jspecify.annotations.Nullable;

/** How far a moderator's word goes; in rising order. */
public enum Authority {
  /** In rooms that one moderates, over those who do not. */
  ROOM,
  /** In every room and everywhere, over all who have no such role: the role {@code moderator}. */
  MODERATOR,
  /** Over everybody: the role {@code admin}. */
  ADMIN;

  private static final String ADMIN_ROLE = "admin";
  private static final String MODERATOR_ROLE = "moderator";

  /** What the roles of somebody give everywhere; null where they give none. */
  public static @Nullable Authority of(Identity who) {
    if (who.has(ADMIN_ROLE)) {
      return ADMIN;
    }
    return who.has(MODERATOR_ROLE) ? MODERATOR : null;
  }

  /**
   * Whether what one with this authority imposes binds somebody.
   *
   * @param moderates whether that one moderates the room that it is about
   */
  public boolean binds(Identity who, boolean moderates) {
    Authority theirs = of(who);
    if (this == ADMIN) {
      return true;
    }
    return theirs == null ? !moderates || this == MODERATOR : compareTo(theirs) > 0;
  }
}
