package dev.parley.room;

/** What the rooms of a family are for: who enters, and who speaks. */
public enum RoomKind {
  /** Whom {@code join} names enters, whom {@code speak} names speaks. */
  PUBLIC,
  /**
   * Who is invited, has the room in the token, or moderates it enters; whom {@code speak} names
   * speaks.
   */
  PRIVATE,
  /** Whom {@code join} names enters, moderators alone speak. */
  READ_ONLY,
  /** Whom {@code join} names enters, whom {@code announce} names and moderators speak. */
  ANNOUNCEMENT
}
