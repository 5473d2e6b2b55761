package dev.parley.dialect.rest;

import dev.parley.moderation.ActId;
import dev.parley.moderation.UserSayings;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of an export begins: the part, and the place in it, as text that only this reads.
 *
 * @param act before that one, of sanctions, acts and reports; null from the newest
 * @param place after that one, of memberships and messages
 */
record ExportCursor(Part part, @Nullable ActId act, UserSayings.Place place) {
  static final ExportCursor START =
      new ExportCursor(Part.MEMBERSHIPS, null, UserSayings.Place.START);

  /** What follows one after the other. */
  enum Part {
    MEMBERSHIPS,
    SANCTIONS,
    ACTS,
    REPORTS,
    REPORTED,
    MESSAGES
  }

  static ExportCursor of(Part part) {
    return new ExportCursor(part, null, UserSayings.Place.START);
  }

  static ExportCursor before(Part part, ActId act) {
    return new ExportCursor(part, act, UserSayings.Place.START);
  }

  static ExportCursor after(Part part, UserSayings.Place place) {
    return new ExportCursor(part, null, place);
  }

  /** Throws {@link IllegalArgumentException} where it is none. */
  static ExportCursor parse(String text, Tenant tenant) {
    try {
      String[] fields = text.split(":", 4); // a room's name may have colons
      if (fields.length < 4) {
        throw new IllegalArgumentException("too short");
      }
      return new ExportCursor(
          Part.valueOf(fields[0]),
          fields[1].isEmpty() ? null : ActId.parse(fields[1]),
          new UserSayings.Place(
              fields[3].isEmpty() ? null : new RoomName(tenant, fields[3]),
              Long.parseLong(fields[2])));
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("must be the next of the page before", none);
    }
  }

  @Override
  public String toString() {
    RoomName room = place.room();
    return part
        + ":"
        + (act == null ? "" : act)
        + ":"
        + place.seq()
        + ":"
        + (room == null ? "" : room.value());
  }
}
