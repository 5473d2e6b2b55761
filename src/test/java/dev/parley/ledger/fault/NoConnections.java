package dev.parley.ledger.fault;

import dev.parley.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Other clients of PostgreSQL hold every connection that it gives out, the gateway's pool gets
 * none: those that it had are terminated.
 */
public final class NoConnections implements Fault {
  private final PostgresServer database;
  private final List<Connection> held = new ArrayList<>();

  public NoConnections(PostgresServer database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "database-exhausted";
  }

  /** Both compete for what is freed: until this side has all. */
  @Override
  public void inject() {
    while (held.size() < PostgresServer.CONNECTIONS) {
      while (takeOne()) {
        // one less for the others
      }
      if (held.size() < PostgresServer.CONNECTIONS) {
        terminateOthers();
      }
    }
  }

  private boolean takeOne() {
    try {
      held.add(database.connect());
      return true;
    } catch (SQLException full) {
      return false;
    }
  }

  private void terminateOthers() {
    if (held.isEmpty()) {
      throw new IllegalStateException("PostgreSQL lets nobody in");
    }
    try (var statement = held.get(0).createStatement()) {
      statement.execute(PostgresServer.TERMINATE_OTHERS);
    } catch (SQLException e) {
      throw new IllegalStateException("the others' connections could not be terminated", e);
    }
  }

  @Override
  public void heal() {
    try {
      for (Connection connection : held) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a connection could not be given back", e);
    }
    held.clear();
  }
}
