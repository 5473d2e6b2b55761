package dev.parley.room;

/**
 * What one user may do in one room; what is not granted is not allowed.
 *
 * @param see may read the history and who is there, without being in the room
 * @param join may be in it, and reads it then
 * @param speak may say, edit and take back own messages, and type; never without {@code join}
 * @param emit may emit events to it; never without {@code speak}
 * @param member is one of its members: was invited, has it in the token, or moderates it; where
 *     none are invited, is no guest
 * @param moderate may edit and delete what others said, and invite; never without {@code join}
 */
public record Rights(
    boolean see, boolean join, boolean speak, boolean emit, boolean member, boolean moderate) {
  /** For whom it may not be seen, a room is not there. */
  public static final Rights NONE = new Rights(false, false, false, false, false, false);

  /** Whether the user may know that the room is there. */
  public boolean know() {
    return see || join;
  }
}
