package dev.parley.moderation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands in the audit log. The wire form is lower case with hyphens. */
public enum Action {
  MUTE,
  KICK,
  BAN,
  /** A sanction was taken back. */
  LIFT,
  /** A room was set otherwise. */
  ROOM_CONTROLS,
  /** A message was hidden. */
  REMOVE,
  /** A message is to be seen again. */
  RESTORE,
  /** What a user has said in a room was removed. */
  PURGE,
  /** What somebody had reported was decided on, or taken on. */
  REPORT,
  /** A filter was made, changed or deleted. */
  FILTER,
  /** Sessions were closed. */
  DISCONNECT,
  /** Somebody has read a room that is not open to everybody, without being in it. */
  READ,
  /** Something was announced, or an announcement was ended. */
  ANNOUNCE,
  /** For how long and how much of a room is kept is otherwise now. */
  RETENTION,
  /** What is stored of a user was given out. */
  EXPORT,
  /** What is stored of a user was erased. */
  ERASE,
  /** An account of the console was made, changed or ended. */
  ACCOUNT;

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Throws {@link IllegalArgumentException} where the text is the wire form of none. */
  public static Action ofWire(String text) {
    for (Action action : values()) {
      if (action.wire().equals(text)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "must be one of "
            + Arrays.stream(values()).map(Action::wire).collect(Collectors.joining(", ")));
  }

  static Action of(SanctionKind kind) {
    return switch (kind) {
      case MUTE -> MUTE;
      case KICK -> KICK;
      case BAN -> BAN;
    };
  }
}
