package dev.parley.bench;

import dev.parley.testkit.Database;
import dev.parley.testkit.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server as its users write it, installed by npm into {@code target/bench}: one that
 * stores nothing, or awaits one INSERT for each message.
 */
final class SocketIo implements LoadedServer {
  private static final Path SOURCE = Path.of("src", "bench", "peer", "socketio");
  private static final Path INSTALLED = Path.of("target", "bench", "socketio");
  private static final String LOCK = "package-lock.json";
  private static final List<String> FILES = List.of("package.json", LOCK, "server.mjs");
  private static final int STOPPED_WITHIN_SECONDS = 5;

  private final Process process;
  private final int port;
  private final @Nullable PostgresServer postgres;

  private SocketIo(Process process, int port, @Nullable PostgresServer postgres) {
    this.process = process;
    this.port = port;
    this.postgres = postgres;
  }

  /** Installs it where it is not, starts it, and returns when it listens. */
  static SocketIo start() {
    return start(null);
  }

  /** The same with a PostgreSQL of its own, set as the gateway's is. */
  static SocketIo storing() {
    return start(PostgresServer.start());
  }

  private static SocketIo start(@Nullable PostgresServer postgres) {
    try {
      install();
      ProcessBuilder node =
          new ProcessBuilder("node", "server.mjs")
              .directory(INSTALLED.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      node.environment().put("NODE_ENV", "production");
      if (postgres != null && postgres.database() instanceof Database.PostgreSql place) {
        node.environment()
            .putAll(
                Map.of(
                    "PGHOST", place.host(),
                    "PGPORT", Integer.toString(place.port()),
                    "PGDATABASE", place.name(),
                    "PGUSER", place.user(),
                    "PGPASSWORD", place.password()));
      }
      Process process = node.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("the Socket.IO server has ended instead of listening");
      }
      return new SocketIo(process, Integer.parseInt(line.trim()), postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install() throws IOException {
    Files.createDirectories(INSTALLED);
    boolean installed =
        Files.isDirectory(INSTALLED.resolve("node_modules"))
            && Files.mismatch(SOURCE.resolve(LOCK), INSTALLED.resolve(LOCK)) < 0;
    for (String file : FILES) {
      Files.copy(
          SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!installed) {
      npm("ci", "--no-audit", "--no-fund", "--omit=dev");
    }
  }

  private static void npm(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    Process npm;
    try {
      npm = new ProcessBuilder(command).directory(INSTALLED.toFile()).inheritIO().start();
    } catch (IOException missing) {
      throw new IllegalStateException(
          "npm is missing: install Node.js 18 or later (on Debian: apt-get install nodejs npm),"
              + " or leave Socket.IO out by -Dbench.peer=false",
          missing);
    }
    try {
      int exit = npm.waitFor();
      if (exit != 0) {
        throw new IllegalStateException("npm could not install Socket.IO: exit code " + exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while npm installed Socket.IO", e);
    }
  }

  @Override
  public String name() {
    return "Socket.IO";
  }

  @Override
  public String database() {
    return postgres == null ? Variant.NO_DATABASE : Gateway.POSTGRESQL;
  }

  @Override
  public Dialect dialect() {
    return new SocketIoDialect();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
