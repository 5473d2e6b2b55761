package dev.parley.history.jpa;

import java.sql.SQLException;
import java.util.Set;

/**
 * How databases say that a lock was not had in time; the providers pass it on in different ways.
 */
final class LockTimeout {
  /** 57014: the statement was cancelled. HYT00: H2 waited in vain. 55P03: PostgreSQL did. */
  private static final Set<String> STATES = Set.of("57014", "HYT00", "55P03");

  private LockTimeout() {}

  static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && STATES.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
