package dev.parley.room;

import dev.parley.history.Retention;
import dev.parley.identity.Identity;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.RoomPattern;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the rooms of one family. Lists name people as {@link Identity#isOneOf} reads them.
 *
 * @param rooms which rooms
 * @param kind who enters and who speaks
 * @param history whether messages are kept; without, they never touch the database and cannot be
 *     recovered
 * @param encrypt whether what messages say is encrypted in the database from now on
 * @param maxAge messages older than this are removed; null keeps them
 * @param maxMessages only the newest so many are kept; null keeps all
 * @param maxMembers users in one room, and users invited to it; past it a join, or an invitation,
 *     is refused as {@code limit-reached} (1 to 1,000,000)
 * @param create whether a room is made by the first who joins
 * @param invitations whether rooms that are not private take invitations as well
 * @param join who may enter where the room is not private
 * @param see who may read without entering
 * @param speak who may speak where the room is public or private
 * @param announce who may speak in an announcement room besides its moderators
 * @param emit which of those who may speak may emit events to the room
 * @param moderate which of those who may enter moderate; they enter private rooms uninvited
 */
public record RoomPolicy(
    RoomPattern rooms,
    RoomKind kind,
    boolean history,
    boolean encrypt,
    @Nullable Duration maxAge,
    @Nullable Long maxMessages,
    int maxMembers,
    boolean create,
    boolean invitations,
    List<String> join,
    List<String> see,
    List<String> speak,
    List<String> announce,
    List<String> emit,
    List<String> moderate) {

  public RoomPolicy {
    join = List.copyOf(join);
    see = List.copyOf(see);
    speak = List.copyOf(speak);
    announce = List.copyOf(announce);
    emit = List.copyOf(emit);
    moderate = List.copyOf(moderate);
    if (maxMembers < 1 || maxMembers > 1_000_000) {
      throw new IllegalArgumentException(
          "max-members must be 1 to 1000000 users, was " + maxMembers);
    }
    if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
      throw new IllegalArgumentException("max-age must be more than 0, was " + maxAge);
    }
    if (maxMessages != null && maxMessages < 1) {
      throw new IllegalArgumentException(
          "max-messages must be 1 or more messages, was " + maxMessages);
    }
  }

  /** Whether users are invited to a room of the family, and may moderate that room alone. */
  boolean takesInvitations(RoomName room) {
    return (kind == RoomKind.PRIVATE || invitations) && !room.isPersonal();
  }

  /** What the user may do in the room: the one place where that is decided. */
  Rights rights(Identity who, RoomName room, Standing standing) {
    boolean another = room.isPersonal() && !room.isOwnOf(who.id());
    if (another || !room.tenant().equals(who.tenant())) {
      return Rights.NONE;
    }
    Standing counted = takesInvitations(room) ? standing : Standing.NONE;
    boolean enters =
        room.isPersonal()
            || counted != Standing.NONE
            || who.isMemberOf(room)
            || who.isOneOf(kind == RoomKind.PRIVATE ? moderate : join);
    boolean moderates = enters && (counted == Standing.MODERATOR || who.isOneOf(moderate));
    boolean member =
        moderates
            || (enters
                && (counted != Standing.NONE
                    || who.isMemberOf(room)
                    || !(takesInvitations(room) || who.isGuest())));
    boolean speaks = enters && (moderates || who.isOneOf(speakers()));
    return new Rights(
        who.isOneOf(see),
        enters,
        speaks,
        speaks && (moderates || who.isOneOf(emit)),
        member,
        moderates);
  }

  private List<String> speakers() {
    return switch (kind) {
      case PUBLIC, PRIVATE -> speak;
      case READ_ONLY -> List.of();
      case ANNOUNCEMENT -> announce;
    };
  }

  Retention retention() {
    return new Retention(maxAge, maxMessages);
  }
}
