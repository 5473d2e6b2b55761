package dev.parley.blackbox;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.Handshake;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * The clients of one test, and the names of its rooms and users, which no other test has. Clients
 * are closed when the test ends. Used by the test's thread.
 */
final class Visitors implements AfterEachCallback {
  private static final AtomicLong NAMES = new AtomicLong(System.currentTimeMillis());

  private final Supplier<GatewayServer> server;
  private final List<AutoCloseable> open = new ArrayList<>();

  Visitors(Supplier<GatewayServer> server) {
    this.server = server;
  }

  /** A name that begins so, and that nobody else has. */
  static String unique(String prefix) {
    return prefix + "-" + Long.toString(NAMES.incrementAndGet(), 36);
  }

  URI endpoint() {
    return server.get().wsUri();
  }

  Handshake handshake() {
    return WireClient.to(endpoint());
  }

  /** A guest who has been welcomed. */
  WireClient guest(String name) {
    return closing(handshake().as(name).enter());
  }

  /** A user with a token who has been welcomed. */
  WireClient user(String id, String... roles) {
    return closing(handshake().bearer(SignedTokens.of(id, id, roles)).enter());
  }

  /** A client that has said nothing of itself. */
  WireClient stranger() {
    return closing(handshake().open());
  }

  /** A guest on a bare socket, whose welcome is still to be read. */
  RawSocket bareGuest(String name) {
    return bareGuest(name, 0);
  }

  RawSocket bareGuest(String name, int receiveBuffer) {
    String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    return closing(RawSocket.open(URI.create(endpoint() + query), Map.of(), receiveBuffer));
  }

  /** Whatever is to be closed when the test ends. */
  <T extends AutoCloseable> T closing(T client) {
    open.add(client);
    return client;
  }

  static JsonNode join(WireClient client, String room) {
    return client.ask("room:join", Map.of("roomId", room));
  }

  /** Says it, and returns the ack's data; the {@code chat:message} stays where it is. */
  static JsonNode say(WireClient client, String room, String content) {
    return client.ask("chat:send", Map.of("roomId", room, "content", content));
  }

  /** All that was said in a room the client is in, by pages from the start. */
  static List<JsonNode> history(WireClient client, String room) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page;
    do {
      long after = all.isEmpty() ? 0 : all.get(all.size() - 1).path("seq").longValue();
      page = client.ask("chat:history", Map.of("roomId", room, "after", after, "limit", 100));
      all.addAll(page.path("messages").values());
    } while (page.path("more").booleanValue());
    return all;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (AutoCloseable client : open) {
      client.close();
    }
    open.clear();
  }
}
