package dev.parley.history.jpa;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Why a database failed, by the code that it gave: the providers wrap it in different ways. */
final class SqlState {
  static final String NONE = "none";

  /** 57014: the statement was cancelled. HYT00: H2 waited in vain. 55P03: PostgreSQL did. */
  private static final Set<String> LOCKED = Set.of("57014", "HYT00", "55P03");

  /**
   * Where the database takes no writes from anybody, whatever they are. 25006: it is read-only. 53:
   * short of disk, memory or connections. 57P: being shut down. 58: an error of its system. 08: the
   * connection broke. H2: 90, its own codes (what an entry can do wrong has those of the standard,
   * 22 and 23): closed, in use while it is opened again, its file, read-only. HY000: what H2 did
   * not expect, as it calls a write that failed.
   */
  private static final List<String> AWAY = List.of("25006", "53", "57P", "58", "08", "90", "HY000");

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

  /** True where nothing at all can be written now. */
  static boolean isAway(Throwable failure) {
    String state = of(failure);
    return AWAY.stream().anyMatch(state::startsWith);
  }

  /** True where a lock was not had in time. */
  static boolean isLocked(Throwable failure) {
    return LOCKED.contains(of(failure));
  }
}
