package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A real nginx or HAProxy in front of a server of the loopback address, set by the very files of
 * {@code server-config}, in which names, addresses and time-outs are those of the test. It listens
 * on 127.0.0.1, and asks the server from {@link #ADDRESS}. Every method blocks until what it names
 * is done; not for use by several threads at once.
 */
public final class ReverseProxy implements AutoCloseable {
  /** From where it asks the server, as no client of a test does by itself. */
  public static final String ADDRESS = "127.0.0.9";

  /** The host that it is to its clients. */
  public static final String HOST = "gateway.example";

  /** After so long without a byte it gives a connection up. */
  public static final Duration IDLE = Duration.ofSeconds(3);

  private static final Duration LISTENS_WITHIN = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL_EVERY = Duration.ofMillis(50);
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "kill-test-proxies"));
  }

  /** Where it stands: its own folder and ports, and the server behind it. */
  record Place(Path folder, int port, int plainPort, int serverPort) {
    Path file(String name) {
      return folder.resolve(name);
    }
  }

  private final Place place;
  private final SSLContext trusting;
  private final Process process;

  private ReverseProxy(Place place, SSLContext trusting, Process process) {
    this.place = place;
    this.trusting = trusting;
    this.process = process;
  }

  /** Starts one in front of the server, and returns when it listens. */
  public static ReverseProxy start(ProxyProduct product, GatewayServer server) {
    Path folder = Path.of("target", "proxies", product.program() + "-run").toAbsolutePath();
    try {
      Folders.delete(folder);
      Files.createDirectories(folder);
      Place place = new Place(folder, Ports.free(), Ports.free(), server.baseUri().getPort());
      TestAuthority authority = TestAuthority.of(HOST, folder);
      Process process =
          ProxyProgram.find(product.program())
              .start(place.file("output.log"), product.configured(place, authority));
      ALIVE.add(process);
      ReverseProxy started = new ReverseProxy(place, authority.trusting(), process);
      started.awaitListening();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path at its host, over TLS; to be asked through {@link #connect}. */
  public URI uri(String scheme, String path) {
    return URI.create("%s://%s:%d%s".formatted(scheme, HOST, place.port(), path));
  }

  /** A connection by TLS from an address of the loopback network, where the host's name holds. */
  public Socket connect(String from) {
    try {
      Socket plain = new Socket();
      plain.setSoTimeout((int) PATIENCE.toMillis());
      plain.bind(new InetSocketAddress(from, 0));
      plain.connect(new InetSocketAddress("127.0.0.1", place.port()));
      SSLSocket socket =
          (SSLSocket) trusting.getSocketFactory().createSocket(plain, HOST, place.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that it has written down, of whatever level. */
  public String logs() {
    try (Stream<Path> files = Files.list(place.folder())) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      ALIVE.remove(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a proxy ended", e);
    }
  }

  private void awaitListening() {
    long deadline = System.nanoTime() + LISTENS_WITHIN.toNanos();
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String logs = logs();
        close();
        throw new IllegalStateException("the proxy does not listen; it says: " + logs);
      }
      try {
        process.waitFor(POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a proxy started", e);
      }
    }
  }

  private boolean isListening() {
    return List.of(place.port(), place.plainPort()).stream().allMatch(ReverseProxy::answers);
  }

  private static boolean answers(int port) {
    try (Socket probe = new Socket("127.0.0.1", port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
