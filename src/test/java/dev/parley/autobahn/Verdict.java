package dev.parley.autobahn;

/** What a case has shown. */
enum Verdict {
  /** As the suite expects, or accepts as non-strict or informational. */
  PASSED,
  /** Other messages or pongs came than expected, or none. */
  OTHER_ANSWERS,
  /** The server closed, where it had no reason to. */
  CLOSED_BY_SERVER,
  /** The server should have closed, and went on. */
  NOT_CLOSED,
  /** The server's close frame has another code than it should. */
  WRONG_CODE,
  /** The server should have sent a close frame, and did not. */
  UNCLEAN,
  /** After the closing handshake the server left the TCP connection open. */
  TCP_LEFT_OPEN
}
