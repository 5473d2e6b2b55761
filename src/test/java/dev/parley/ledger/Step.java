package dev.parley.ledger;

/**
 * What a receiver was told, in the order in which it was.
 *
 * @param seq the message's place; for all else the place up to which the receiver is now
 * @param text the message's id, or why there is a gap
 */
record Step(Kind kind, long seq, String text) {
  enum Kind {
    /** It entered for the first time: from here on it is owed everything. */
    BEGAN,
    /** A message, live or as one that it had missed. */
    HEARD,
    /** It came back, and has been given all that it had missed. */
    RECOVERED,
    /** It came back, and was told that it has not been given what it had missed. */
    GAP
  }

  static Step began(long seq) {
    return new Step(Kind.BEGAN, seq, "");
  }

  static Step heard(long seq, String id) {
    return new Step(Kind.HEARD, seq, id);
  }

  static Step recovered(long seq) {
    return new Step(Kind.RECOVERED, seq, "");
  }

  static Step gap(long seq, String reason) {
    return new Step(Kind.GAP, seq, reason);
  }
}
