package dev.parley.testkit.wire;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.core.HandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link WireClient} comes in: what it says of itself in the WebSocket handshake. Not safe
 * for use by several threads; each {@code open} makes one more connection.
 */
public final class Handshake {
  /** One client container for all: a container of its own for each client costs threads. */
  private static final ClientManager CONTAINER = ClientManager.createClient();

  static {
    CONTAINER.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
    CONTAINER.setDefaultMaxTextMessageBufferSize(8 * 1024 * 1024);
  }

  private final URI endpoint;
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable SSLContext trusted;

  Handshake(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** A guest of this name: {@code ?name=}. */
  public Handshake as(String guestName) {
    query.put("name", guestName);
    return this;
  }

  /** {@code ?ticket=}. */
  public Handshake ticket(String ticket) {
    query.put("ticket", ticket);
    return this;
  }

  /** {@code Authorization: Bearer}. */
  public Handshake bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  public Handshake header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Over TLS ({@code wss}): whose certificates are believed. */
  public Handshake trusting(SSLContext context) {
    trusted = context;
    return this;
  }

  /** {@code ?batch=true}: the client takes batches. */
  public Handshake batch() {
    query.put("batch", "true");
    return this;
  }

  /** Connects; throws {@link RefusedException} where the answer is another status than 101. */
  public WireClient open() {
    WireClient client = new WireClient(query.containsKey("batch"));
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create().configurator(new Headers(headers)).build();
    try {
      container().connectToServer(client.receiver(), config, address());
      return client;
    } catch (DeploymentException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof HandshakeException refused) {
          throw new RefusedException(refused.getHttpStatusCode(), e);
        }
      }
      throw new IllegalStateException("no connection to " + address(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects and takes the {@code welcome} that must be the first frame. */
  public WireClient enter() {
    WireClient client = open();
    client.welcomed();
    return client;
  }

  private ClientManager container() {
    if (trusted == null) {
      return CONTAINER;
    }
    ClientManager own = ClientManager.createClient();
    own.getProperties()
        .put(ClientProperties.SSL_ENGINE_CONFIGURATOR, new SslEngineConfigurator(trusted));
    return own;
  }

  private URI address() {
    if (query.isEmpty()) {
      return endpoint;
    }
    StringJoiner text = new StringJoiner("&", endpoint + "?", "");
    query.forEach((k, v) -> text.add(k + "=" + URLEncoder.encode(v, StandardCharsets.UTF_8)));
    return URI.create(text.toString().replace("+", "%20"));
  }

  private static final class Headers extends ClientEndpointConfig.Configurator {
    private final Map<String, String> added;

    Headers(Map<String, String> added) {
      this.added = Map.copyOf(added);
    }

    @Override
    public void beforeRequest(Map<String, List<String>> headers) {
      added.forEach((name, value) -> headers.put(name, List.of(value)));
    }
  }
}
