package dev.parley.room;

/**
 * What a user is to one room by invitation, and for how long that stands: until it is taken back.
 */
public enum Standing {
  /** Not invited. */
  NONE,
  /** May enter, as whom the family admits. */
  MEMBER,
  /** May enter, and moderates the room. */
  MODERATOR
}
