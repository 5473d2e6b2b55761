package dev.parley.ledger;

/** One message as the history has it; what it says is {@link Content#DELETED} where it was. */
record Kept(long seq, String id, String content) {
  /** As it was sent. */
  Kept(long seq, String id) {
    this(seq, id, id);
  }
}
