package dev.parley.identity.apikey;

import java.util.Locale;

/** What a key may be used for. The wire form is lower case with hyphens. */
public enum Right {
  /** Messages in the rooms of the key's scope. */
  PUBLISH,
  /** Reading back the history of these rooms. */
  READ,
  /** Events to who is in these rooms. */
  EMIT_ROOM,
  /** Events to any one user of the key's tenant. */
  EMIT_USER,
  /** Events to everybody of the key's tenant. */
  EMIT_ALL;

  private static final String EXPECTED =
      "must be one of publish, read, emit-room, emit-user, emit-all";

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Throws {@link IllegalArgumentException} where the text is the wire form of none. */
  public static Right ofWire(String text) {
    for (Right right : values()) {
      if (right.wire().equals(text)) {
        return right;
      }
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** Whether it is of use only with rooms in the key's scope. */
  public boolean needsRooms() {
    return this == PUBLISH || this == READ || this == EMIT_ROOM;
  }
}
