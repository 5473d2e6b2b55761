package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that can fail: passes TCP connections on to a server of the loopback address, cuts
 * them, lets none through, or swallows what is sent. Carries bytes and understands none. Safe for
 * use by any thread; no method but {@link #close()} blocks.
 */
public final class CutProxy implements AutoCloseable {
  private static final int CHUNK = 8192;

  private final URI target;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger passed = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean silent;

  private CutProxy(URI target, ServerSocket entrance) {
    this.target = target;
    this.entrance = entrance;
  }

  /** Listens on a free port of its own, in front of the server that this URI names. */
  public static CutProxy before(URI server) {
    try {
      ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      CutProxy proxy = new CutProxy(server, entrance);
      start("accept", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's URI, by way of this proxy. */
  public URI uri() {
    return URI.create(
        "%s://127.0.0.1:%d%s"
            .formatted(target.getScheme(), entrance.getLocalPort(), target.getPath()));
  }

  /** How many connections were passed on so far. */
  public int connections() {
    return passed.get();
  }

  /** Breaks all connections; new ones get through. */
  public void cut() {
    open.forEach(CutProxy::closeQuietly);
  }

  /** Breaks all connections, and new ones as soon as they come, until {@link #restore()}. */
  public void cutAndStayDown() {
    down = true;
    cut();
  }

  /** Keeps all connections open but lets no byte through, until {@link #restore()}. */
  public void fallSilent() {
    silent = true;
  }

  /** All is well again. What was swallowed is lost, so connections that were silent are cut. */
  public void restore() {
    if (silent) {
      cut();
    }
    down = false;
    silent = false;
  }

  @Override
  public void close() {
    closeQuietly(entrance);
    cutAndStayDown();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        if (down) {
          client.close();
        } else {
          pass(client);
        }
      } catch (IOException e) {
        // The entrance was closed, or this client went at once: the loop's condition decides.
      }
    }
  }

  private void pass(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
    } catch (IOException e) {
      client.close();
      return;
    }
    passed.incrementAndGet();
    open.add(client);
    open.add(server);
    start("to-server", () -> pump(client, server));
    start("to-client", () -> pump(server, client));
    if (down) {
      cut();
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (!silent) {
          out.write(chunk, 0, read);
        }
      }
    } catch (IOException e) {
      // One side is gone: both are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(String role, Runnable work) {
    DaemonThreads.start("cut-proxy-" + role, work);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is gone, which is all that was wanted.
    }
  }
}
