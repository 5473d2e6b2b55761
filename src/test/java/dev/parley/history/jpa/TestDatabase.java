package dev.parley.history.jpa;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** A database of its own for a test class, empty at first. */
abstract class TestDatabase implements AutoCloseable {
  /** As the data sources of server-config have it. */
  private static final Map<String, String> SETTINGS =
      Map.of("reWriteBatchedInserts", "true", "logServerErrorDetail", "false");

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Where the unit under test gets its connections. */
  abstract TestPool pool();

  /** The database goes away as if it were killed; what was committed must be there afterwards. */
  abstract void goAway() throws SQLException;

  /** How long a statement waits for another's lock, where the database itself bounds that. */
  void patience(Duration lock) {}

  void comeBack() {
    pool().bringBack();
  }

  void execute(String sql) {
    try (Connection connection = pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  @Override
  public abstract void close();

  /** H2 in a file, set as the embedded run sets it. */
  static TestDatabase h2(Path folder) {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL(
        "jdbc:h2:file:"
            + folder.resolve("parley")
            + ";WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_DELAY=-1");
    TestPool pool = new TestPool(file);
    return new TestDatabase() {
      @Override
      TestPool pool() {
        return pool;
      }

      @Override
      void patience(Duration lock) {
        pool.whenLent("SET LOCK_TIMEOUT " + lock.toMillis());
      }

      @Override
      void goAway() throws SQLException {
        execute("SHUTDOWN IMMEDIATELY");
        pool.takeAway();
      }

      @Override
      public void close() {
        execute("SHUTDOWN");
      }
    };
  }

  /** PostgreSQL, in the one server of all tests, which ends with their JVM. */
  static TestDatabase postgres() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = Postgres.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    TestPool pool = new TestPool(Postgres.SERVER.getDatabase("postgres", name, SETTINGS));
    return new TestDatabase() {
      @Override
      TestPool pool() {
        return pool;
      }

      @Override
      void goAway() throws SQLException {
        pool.takeAway();
      }

      @Override
      public void close() {
        try {
          pool.close();
        } catch (SQLException failure) {
          throw new IllegalStateException(failure);
        }
      }
    };
  }

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
