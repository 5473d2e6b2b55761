package dev.parley.dialect.json;

import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of Tyrus in this JVM that notes what it is sent and how it is closed. */
public final class TyrusClient extends Endpoint {
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final BlockingQueue<String> texts;
  private final BlockingQueue<CloseReason> closed;

  private TyrusClient(BlockingQueue<String> texts, BlockingQueue<CloseReason> closed) {
    this.texts = texts;
    this.closed = closed;
  }

  /**
   * Connects to the endpoint {@code /t/ws} of a server on this port; the query of its address is
   * its own, so that the server's side of it can be told from any other.
   */
  public static Session connect(
      int port, BlockingQueue<String> texts, BlockingQueue<CloseReason> closed) throws Exception {
    return ContainerProvider.getWebSocketContainer()
        .connectToServer(
            new TyrusClient(texts, closed),
            ClientEndpointConfig.Builder.create().build(),
            URI.create("ws://127.0.0.1:" + port + "/t/ws?" + CLIENTS.incrementAndGet()));
  }

  /** The server's side of a client, among all that were opened; waits for it. */
  public static Session accepted(Session client, BlockingQueue<Session> opened) {
    String query = client.getRequestURI().getQuery();
    return await()
        .until(
            () -> opened.stream().filter(one -> query.equals(one.getQueryString())).findAny(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(String.class, texts::add);
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    closed.add(reason);
  }
}
