package dev.parley.ledger.fault;

import dev.parley.testkit.PostgresServer;

/** PostgreSQL and all its processes get SIGKILL, and it is started again on the same files. */
public record KilledDatabase(PostgresServer database) implements Fault {
  @Override
  public String name() {
    return "database-kill";
  }

  @Override
  public void inject() {
    database.kill9();
  }

  @Override
  public void heal() {
    database.restart();
  }
}
