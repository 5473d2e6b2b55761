package dev.parley.bench;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.PostgresServer;
import dev.parley.testkit.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  private final @Nullable PostgresServer postgres;
  private final GatewayServer server;

  private Gateway(
      String name, String database, @Nullable PostgresServer postgres, GatewayServer server) {
    this.name = name;
    this.database = database;
    this.postgres = postgres;
    this.server = server;
  }

  /** Starts it, and returns when it is ready. */
  static Gateway start(String name, String database, BenchOptions bench) {
    ServerOptions options =
        ServerOptions.defaults()
            .withJvmOption(
                "-XX:TieredStopAtLevel=4") // the tests' servers spare the second compiler
            .with("parley.config", SETTINGS.toAbsolutePath().toString());
    for (String option : bench.jvmOptions()) {
      options = options.withJvmOption(option);
    }
    for (Map.Entry<String, String> setting : bench.settings().entrySet()) {
      options = options.with(setting.getKey(), setting.getValue());
    }
    PostgresServer postgres = null;
    if (database.equals(POSTGRESQL)) {
      postgres = PostgresServer.start();
      options = options.with(postgres.database());
    }
    System.setProperty("parley.server", name); // the testkit reads it
    return new Gateway(name, database, postgres, GatewayServer.start(options));
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
  public double liveHeapBytes() {
    double unused = server.usedHeap(); // what has to be told first goes with the next collection
    return server.usedHeap();
  }

  @Override
  public void close() {
    server.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
