package dev.parley.testkit;

import dev.parley.testkit.Server.Instance;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real server process on the loopback address with {@code target/parley.war} deployed, on ports,
 * a database and a folder of its own. Which product it is, the system property {@code
 * parley.server} says. Every method blocks until what it names is done; not for use by several
 * threads at once. A process that is still alive when the tests' JVM ends is killed then.
 */
public final class GatewayServer implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL_EVERY = Duration.ofMillis(100);
  private static final int LOG_TAIL_LINES = 80;

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "kill-test-servers"));
  }

  private final Server server;
  private final HttpClient http = HttpClient.newHttpClient();
  private Instance instance;
  private Process process;
  private int logBefore;

  private GatewayServer(Server server, Instance instance) {
    this.server = server;
    this.instance = instance;
    this.process = launch();
  }

  /** Starts a server and returns when it is ready; fails with the end of its log if it is not. */
  public static GatewayServer start(ServerOptions options) {
    Server server = Server.chosen();
    try {
      Path directory =
          Path.of("target", "gateways", server.name() + "-" + COUNT.incrementAndGet())
              .toAbsolutePath();
      Folders.delete(directory);
      Files.createDirectories(directory.resolve("tmp"));
      Instance instance =
          new Instance(directory, Ports.free(), Ports.free(), Ports.free(), options);
      server.prepare(instance);
      GatewayServer started = new GatewayServer(server, instance);
      started.awaitReady();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:PORT/parley/}; resolve paths against it. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + instance.port() + "/parley/");
  }

  /** The entrance of the native JSON wire. */
  public URI wsUri() {
    return URI.create("ws://127.0.0.1:" + instance.port() + "/parley/ws");
  }

  /** {@code https://localhost:PORT/parley/}, where the server is set to have TLS. */
  public URI tlsUri() {
    return URI.create("https://localhost:" + instance.tlsPort() + "/parley/");
  }

  /** The process that serves: the server's JVM itself, no script around it. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What the process has written, over all its starts. */
  public Path logFile() {
    return instance.log();
  }

  /** Bytes in use on the server's heap after a full collection. */
  public long usedHeap() {
    return ServerHeap.usedAfterCollection(pid());
  }

  /** SIGKILL: the process gets no chance to save anything. */
  public void kill9() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGSTOP: the process stands still, its connections stay open. */
  public void freeze() {
    Shell.run("kill", "-STOP", Long.toString(pid()));
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void thaw() {
    Shell.run("kill", "-CONT", Long.toString(pid()));
  }

  /** Has the process write to its log what each of its threads does. */
  public void dumpThreads() {
    Shell.run("kill", "-QUIT", Long.toString(pid()));
  }

  /** SIGTERM, as an operator stops a server; killed where that takes more than 30 s. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    awaitEnd();
  }

  /** Starts again on the same ports and database, after {@link #kill9()} or {@link #stop()}. */
  public void restart() {
    restart(instance.options());
  }

  /** As {@link #restart()}, with other settings; the database stays what it was. */
  public void restart(ServerOptions options) {
    if (process.isAlive()) {
      throw new IllegalStateException("the server still runs, with process id " + pid());
    }
    instance =
        new Instance(
            instance.directory(),
            instance.port(),
            instance.tlsPort(),
            instance.managementPort(),
            options.with(instance.options().database()));
    process = launch();
    awaitReady();
  }

  /** Stops the server and deletes its folder, all but the log. */
  @Override
  public void close() {
    stop();
    try (Stream<Path> entries = Files.list(instance.directory())) {
      for (Path entry : entries.filter(path -> !path.equals(logFile())).toList()) {
        Folders.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(server.command(instance))
            .directory(instance.directory().toFile())
            .redirectInput(new File("/dev/null")) // Payara Server waits for the end of its input
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    // The settings of whoever runs the tests are not the settings under test.
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PARLEY_") || name.equals("JAVA_OPTS"));
    environment.putAll(instance.options().environment());
    if (instance.options().database() instanceof Database.PostgreSql postgres) {
      environment.putAll(postgres.environment());
    }
    try {
      logBefore = Files.exists(logFile()) ? Files.readString(logFile()).length() : 0;
      Process started = builder.start();
      ALIVE.add(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    String last = "not asked";
    try {
      while (!last.equals("HTTP 200")) {
        boolean alive = process.isAlive();
        String log = Files.readString(logFile()).substring(logBefore);
        if (!alive) {
          if (!server.hasLostARace(log)) {
            throw notReady("has ended", last);
          }
          process = launch();
        }
        if (System.nanoTime() > deadline) {
          throw notReady("is not ready after " + READY_WITHIN, last);
        }
        if (server.refusesTheWar(log)) {
          throw notReady("refuses the WAR", last);
        }
        process.waitFor(POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        last = askWhetherReady();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String askWhetherReady() throws InterruptedException {
    HttpRequest probe =
        HttpRequest.newBuilder(baseUri().resolve("health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return "HTTP " + http.send(probe, BodyHandlers.discarding()).statusCode();
    } catch (IOException notListening) {
      return notListening.toString();
    }
  }

  private IllegalStateException notReady(String what, String last) {
    kill9();
    return new IllegalStateException(
        "%s %s; health/ready: %s%n%s".formatted(server.name(), what, last, logTail()));
  }

  private String logTail() {
    try {
      // A server tells one failure in many stack traces: what counts is what they say, not where.
      List<String> lines =
          Files.readAllLines(logFile()).stream().filter(line -> !line.startsWith("\tat ")).toList();
      int from = Math.max(0, lines.size() - LOG_TAIL_LINES);
      return logFile() + " ends:\n" + String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return logFile() + " cannot be read: " + e;
    }
  }

  private void awaitEnd() {
    try {
      process.waitFor();
      ALIVE.remove(process);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for the server", e);
  }
}
