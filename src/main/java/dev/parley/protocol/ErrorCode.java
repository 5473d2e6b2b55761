package dev.parley.protocol;

import java.util.Locale;

/**
 * Why a command was refused. The wire form is lower case with hyphens; a client may act on it, the
 * message is for people.
 */
public enum ErrorCode {
  /** The frame is no JSON object of the envelope's shape. */
  MALFORMED,
  /** A field of the data is not as the protocol asks; {@code violations} names each. */
  INVALID,
  /** No command has this type. */
  UNKNOWN_TYPE,
  /** The session has not said who it is, or its token does not prove it. */
  UNAUTHENTICATED,
  /** The user may see the thing, yet not do this to it. */
  FORBIDDEN,
  /** There is no such thing, or the user may not see it: the two answer alike. */
  NOT_FOUND,
  /** A moderator has silenced the user, here or everywhere. */
  MUTED,
  /** A moderator keeps the user out, of the room or of everything. */
  BANNED,
  /** A moderator has closed the room: to who comes, or to who speaks. */
  LOCKED,
  /** The room is slow; {@code retryAfterMs} says when the user may say something again. */
  SLOW_MODE,
  /** A filter lets the words not pass; which, nobody is told. */
  FILTERED,
  /** The command needs membership of the room: join first. */
  NOT_JOINED,
  /** The client key has carried another message already. */
  KEY_CONFLICT,
  /** A cap is reached: members of a room, rooms of a session, rooms of a node. */
  LIMIT_REACHED,
  /** Too many commands; {@code retryAfterMs} says when the next may be sent. */
  RATE_LIMITED,
  /** The server cannot do it now (the database is away, the queue is full); nothing was done. */
  UNAVAILABLE,
  /** The database went away while it committed: whether it was done is not known. */
  UNCONFIRMED,
  /** A bug of the server; the log has it under the session's id. */
  INTERNAL;

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
