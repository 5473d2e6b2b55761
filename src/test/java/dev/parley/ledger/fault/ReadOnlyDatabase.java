package dev.parley.ledger.fault;

import dev.parley.testkit.PostgresServer;

/** PostgreSQL answers, and takes no writes: as a standby, or one whose disk runs full. */
public record ReadOnlyDatabase(PostgresServer database) implements Fault {
  @Override
  public String name() {
    return "database-read-only";
  }

  @Override
  public void inject() {
    readOnly("on");
  }

  @Override
  public void heal() {
    readOnly("off");
  }

  private void readOnly(String setting) {
    database.execute("ALTER SYSTEM SET default_transaction_read_only = " + setting);
    database.execute("SELECT pg_reload_conf()");
  }
}
