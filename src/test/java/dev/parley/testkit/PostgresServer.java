package dev.parley.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL that can be killed and started again on its files. It writes as a real one does: the
 * embedded default returns from a commit before it is on the disk. Methods block; one thread.
 */
public final class PostgresServer implements AutoCloseable {
  /** How many clients it lets in. */
  public static final int CONNECTIONS = 40;

  /** What the tests' own connections say they are. */
  public static final String APPLICATION = "parley-tests";

  /** Ends the connections of everybody but the tests. */
  public static final String TERMINATE_OTHERS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE backend_type = 'client backend' AND application_name <> '"
          + APPLICATION
          + "'";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path data;
  private final Path log;
  private final int port = Ports.free();
  private EmbeddedPostgres running;

  private PostgresServer(Path directory) {
    data = directory.resolve("data");
    log = directory.resolve("postgresql.log");
    running = launch();
  }

  public static PostgresServer start() {
    Path directory =
        Path.of("target", "databases", "postgresql-" + COUNT.incrementAndGet()).toAbsolutePath();
    try {
      Folders.delete(directory);
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PostgresServer(directory);
  }

  private EmbeddedPostgres launch() {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("max_connections", Integer.toString(CONNECTIONS))
          .setServerConfig("superuser_reserved_connections", "0")
          .setServerConfig("reserved_connections", "0")
          .setOutputRedirector(Redirect.appendTo(log.toFile()))
          .setErrorRedirector(Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database for a gateway. */
  public Database database() {
    return new Database.PostgreSql("127.0.0.1", port, "postgres", "postgres", "none");
  }

  /** A connection of the tests' own, which may write whatever the server's default is. */
  public Connection connect() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setApplicationName(APPLICATION);
    source.setOptions("-c default_transaction_read_only=off");
    return source.getConnection();
  }

  /** Runs one statement outside of any transaction. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of what a query finds, as text. */
  public List<String> column(String sql) {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return values;
  }

  /** SIGKILL to all its processes: none gets a chance to save anything, or to say goodbye. */
  public void kill9() {
    ProcessHandle postmaster = postmaster();
    Shell.run("kill", "-STOP", Long.toString(postmaster.pid())); // or it might have one more child
    List<ProcessHandle> all =
        Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
    try {
      Files.delete(pidFile()); // it names nobody now, and later perhaps a stranger
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle postmaster() {
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile()).get(0).trim());
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  /** Stops it as an operator does: it ends its clients' connections and itself. */
  public void stop() {
    closeRunning();
  }

  /** Starts it again on the same port and files where it does not run; else does nothing. */
  public void restart() {
    if (!Files.exists(pidFile())) {
      closeRunning();
      running = launch();
    }
  }

  private void closeRunning() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it and deletes its files, all but the log. */
  @Override
  public void close() {
    closeRunning();
    try {
      Folders.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
