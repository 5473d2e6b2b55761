package dev.parley.protocol;

/**
 * Why the server closes a connection: the one catalogue. 1000–1999 are RFC 6455's (section 7.4.1);
 * 4000–4499 mean <em>reconnect</em>, 4500–4999 mean <em>do not</em>, as does 1008.
 */
public enum CloseCode {
  NORMAL(1000, "bye"),
  GOING_AWAY(1001, "going-away"),
  UNSUPPORTED_DATA(1003, "binary-not-supported"),
  INVALID_TEXT(1007, "invalid-utf-8"),
  /**
   * The token is forged, expired, meant for another audience, or of an algorithm that is not
   * allowed.
   */
  INVALID_TOKEN(1008, "invalid-token"),
  /** Commands went on past the rate limit for too long. */
  RATE_ABUSE(1008, "rate-limit-abuse"),
  TOO_BIG(1009, "frame-too-big"),
  /** The server failed; reconnecting is worth a try. */
  INTERNAL(1011, "internal-error"),
  /** The node is drained or stops, and has said when to come back. */
  RESTART(1012, "service-restart"),
  /** The node is full, or cannot check the token now; come back later. */
  OVERLOAD(1013, "overload"),
  /** The client reads slower than its queue allows; it may come back and recover. */
  SLOW_CONSUMER(4001, "slow-consumer"),
  /** Nothing was heard from the client for a heartbeat and its grace. */
  HEARTBEAT_TIMEOUT(4002, "heartbeat-timeout"),
  /** The token has run out, and the time to bring another; come back with a new one. */
  TOKEN_EXPIRED(4003, "token-expired"),
  /** The user has too many connections; come back later. */
  TOO_MANY_CONNECTIONS(4004, "too-many-connections"),
  /** No {@code auth} came in time. */
  AUTH_TIMEOUT(4500, "auth-timeout"),
  /** The client has come back to its session on another connection, which goes on with it. */
  SESSION_RESUMED(4501, "session-resumed"),
  /** An administrator has ended the user's access; tokens of before count no more. */
  ACCESS_REVOKED(4502, "access-revoked"),
  /** A moderator keeps the user out; the event before it says for how long. */
  BANNED(4503, "banned"),
  /** A moderator has ended the connection; its user may come back. */
  DISCONNECTED(4504, "disconnected");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** Whether a client should come back by itself after this. */
  public boolean allowsReconnect() {
    return code != 1008 && code < 4500;
  }

  /** The number in the close frame. */
  public int code() {
    return code;
  }

  /** The word in the close frame; stable, for machines. */
  public String reason() {
    return reason;
  }
}
