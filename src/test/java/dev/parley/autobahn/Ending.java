package dev.parley.autobahn;

import java.util.Set;

/**
 * How a connection has to end. A close frame without a code is always fine.
 *
 * @param ours whether this side begins the closing handshake
 * @param clean whether the server has to send a close frame: where it fails the connection, it may
 *     just end it (RFC 6455, section 7.1.7)
 * @param codes what the close frame may say
 */
record Ending(boolean ours, boolean clean, Set<Integer> codes) {
  /** All is well: this side closes with 1000, and so does the server. */
  static final Ending NORMAL = new Ending(true, true, Set.of(1000));

  /** The server must not go on. */
  static Ending failed(int code) {
    return new Ending(false, false, Set.of(code));
  }

  /** This side's own close frame is sound. */
  static Ending answered(Integer... codes) {
    return new Ending(true, true, Set.of(codes));
  }

  /** This side's own close frame is not. */
  static Ending notAccepted(Integer... codes) {
    return new Ending(true, false, Set.of(codes));
  }
}
