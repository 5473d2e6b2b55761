package dev.parley.bench;

import dev.parley.testkit.Database;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ServerOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WAR on one of the servers and databases of the tests, set for load. */
final class Gateway implements LoadedServer {
  static final String H2 = "h2";
  static final String POSTGRESQL = "postgresql";
  static final List<String> DATABASES = List.of(H2, POSTGRESQL);
  static final List<String> SERVERS = List.of("payara-micro", "wildfly");

  private static final Path SETTINGS = Path.of("src", "bench", "load-test.conf");

  private final String name;
  private final String database;
  private final @Nullable EmbeddedPostgres postgres;
  private final GatewayServer server;

  private Gateway(
      String name, String database, @Nullable EmbeddedPostgres postgres, GatewayServer server) {
    this.name = name;
    this.database = database;
    this.postgres = postgres;
    this.server = server;
  }

  /** Starts it, and returns when it is ready. */
  static Gateway start(String name, String database, List<String> jvmOptions) {
    ServerOptions options =
        ServerOptions.defaults()
            .withJvmOption(
                "-XX:TieredStopAtLevel=4") // the tests' servers spare the second compiler
            .with("parley.config", SETTINGS.toAbsolutePath().toString());
    for (String option : jvmOptions) {
      options = options.withJvmOption(option);
    }
    EmbeddedPostgres postgres = null;
    if (database.equals(POSTGRESQL)) {
      postgres = startPostgres();
      options =
          options.with(
              new Database.PostgreSql(
                  "127.0.0.1", postgres.getPort(), "postgres", "postgres", "none"));
    }
    System.setProperty("parley.server", name); // the testkit reads it
    return new Gateway(name, database, postgres, GatewayServer.start(options));
  }

  private static EmbeddedPostgres startPostgres() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "Parley on " + name;
  }

  @Override
  public String database() {
    return database;
  }

  @Override
  public Dialect dialect() {
    return new ParleyDialect();
  }

  @Override
  public int port() {
    return server.wsUri().getPort();
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public void close() {
    server.close();
    if (postgres != null) {
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
