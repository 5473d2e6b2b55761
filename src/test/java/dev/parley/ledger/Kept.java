package dev.parley.ledger;

/** One message as the history has it. */
record Kept(long seq, String id) {}
