package dev.parley.testkit;

import java.util.Map;

/** The database behind a server's default data source. */
public sealed interface Database {
  /** An H2 file in the server's own temporary folder, as in the embedded run. */
  record File() implements Database {}

  /** A PostgreSQL server that already runs. */
  record PostgreSql(String host, int port, String name, String user, String password)
      implements Database {
    /** What the files of server-config read, so that no password is on a command line. */
    Map<String, String> environment() {
      return Map.of(
          "DATABASE_HOST", host,
          "DATABASE_PORT", Integer.toString(port),
          "DATABASE_NAME", name,
          "DATABASE_USER", user,
          "DATABASE_PASSWORD", password);
    }
  }
}
