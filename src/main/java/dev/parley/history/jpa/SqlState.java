package dev.parley.history.jpa;

import java.sql.SQLException;
import java.util.Set;

/** Why a database failed, by the code that it gave: the providers wrap it in different ways. */
final class SqlState {
  static final String NONE = "none";

  /** 57014: the statement was cancelled. HYT00: H2 waited in vain. 55P03: PostgreSQL did. */
  private static final Set<String> LOCKED = Set.of("57014", "HYT00", "55P03");

  private SqlState() {}

  /** The first code among the causes. */
  static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return NONE;
  }

  /** True where a lock was not had in time. */
  static boolean isLocked(Throwable failure) {
    return LOCKED.contains(of(failure));
  }
}
