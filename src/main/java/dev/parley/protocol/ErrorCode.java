package dev.parley.protocol;

import java.util.Locale;

/**
 * Why a command was refused. The wire form is lower case with hyphens; a client may act on it, the
 * message is for people.
 */
public enum ErrorCode {
  /** The frame is no JSON object of the envelope's shape. */
  MALFORMED(false),
  /** A field of the data is not as the protocol asks; {@code violations} names each. */
  INVALID(false),
  /** No command has this type. */
  UNKNOWN_TYPE(false),
  /** The session has not said who it is, or its token does not prove it. */
  UNAUTHENTICATED(false),
  /** The user may see the thing, yet not do this to it. */
  FORBIDDEN(false),
  /** There is no such thing, or the user may not see it: the two answer alike. */
  NOT_FOUND(false),
  /** The command needs membership of the room: join first. */
  NOT_JOINED(false),
  /** The client key has carried another message already. */
  KEY_CONFLICT(false),
  /** A cap is reached: members of a room, rooms of a session, rooms of a node. */
  LIMIT_REACHED(true),
  /** Too many commands; {@code retryAfterMs} says when the next may be sent. */
  RATE_LIMITED(true),
  /** The server cannot do it now (the database is away, the queue is full); nothing was done. */
  UNAVAILABLE(true),
  /** The database went away while it committed: whether it was done is not known. */
  UNCONFIRMED(true),
  /** A bug of the server; the log has it under the session's id. */
  INTERNAL(false);

  private final boolean retryable;

  ErrorCode(boolean retryable) {
    this.retryable = retryable;
  }

  /** True where the same command may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** The wire form. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
