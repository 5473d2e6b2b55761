package dev.parley.ledger.fault;

import dev.parley.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Another client of PostgreSQL keeps the gateway's tables locked: its writers and readers hold
 * their connections and wait.
 */
public final class LockedTables implements Fault {
  private final PostgresServer database;
  private @Nullable Connection locker;

  public LockedTables(PostgresServer database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "database-locked";
  }

  @Override
  public void inject() {
    try {
      Connection connection = database.connect();
      locker = connection;
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LOCK TABLE room_log, message IN ACCESS EXCLUSIVE MODE");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the tables could not be locked", e);
    }
  }

  @Override
  public void heal() {
    try {
      if (locker != null) {
        locker.close();
        locker = null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the tables could not be unlocked", e);
    }
  }
}
