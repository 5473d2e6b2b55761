package dev.parley.history;

import dev.parley.protocol.MessageId;
import java.util.List;

/**
 * Finds what one user has said in a room that keeps history. Each method is one transaction of its
 * own, and blocks; what goes wrong is thrown as a {@link RuntimeException}. Safe for use by any
 * thread.
 */
public interface SaidStore {
  /** How many messages that are. */
  long count(SaidBy which);

  /** The first of them, in the order of the log, at most so many. */
  List<MessageId> first(SaidBy which, int limit);
}
