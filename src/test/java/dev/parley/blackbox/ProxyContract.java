package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ProxyProduct;
import dev.parley.testkit.ReverseProxy;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds behind every proxy for which there is a file in server-config. Clients are told apart
 * by their addresses in the loopback network.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {
  private static final String ADA = "127.0.0.2";
  private static final String BEN = "127.0.0.3";
  private static final String CROWD = "127.0.0.4";
  private static final int PER_ADDRESS = 25;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final ProxyProduct product;
  private final int otherUpgrade;
  private ReverseProxy proxy;

  /**
   * @param otherUpgrade the status of a page that is asked for with an upgrade to something else
   *     than WebSocket
   */
  ProxyContract(ProxyProduct product, int otherUpgrade) {
    this.product = product;
    this.otherUpgrade = otherUpgrade;
  }

  @BeforeAll
  void start() {
    proxy = ReverseProxy.start(product, QuickGateway.get());
  }

  @AfterAll
  void stop() {
    if (proxy != null) { // it may not have started
      proxy.close();
    }
  }

  private RawSocket socket(String from, String query, Map<String, String> headers) {
    return visitors.closing(
        RawSocket.over(proxy.connect(from), proxy.uri("wss", "/parley/ws" + query), headers));
  }

  private RawSocket guest(String from, String name) {
    RawSocket guest = socket(from, "?name=" + name, Map.of());
    assertThat(guest.status()).isEqualTo(101);
    assertThat(guest.readUntil(RawFrame.TEXT).text()).contains("\"welcome\"");
    return guest;
  }

  /** Says that it is there, whether it was pinged or not. */
  private static void stay(RawSocket socket) {
    socket.send(RawFrame.PONG, new byte[0]);
  }

  /** The status by which a GET of the path, as it is written, is answered. */
  private int status(String path) {
    return Integer.parseInt(answer(path, "Connection: close").split(" ", 3)[1]);
  }

  /** All that comes back, until the connection ends. */
  private String answer(String path, String headers) {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n".formatted(path, ReverseProxy.HOST, headers);
    try (Socket socket = proxy.connect(ADA)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSocketComesThroughByTls13() throws IOException {
    try (SSLSocket socket = (SSLSocket) proxy.connect(ADA)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
    RawSocket ada = guest(ADA, "Ada");
    ada.sendText("{\"type\":\"ping\",\"id\":\"1\"}");
    assertThat(ada.readUntil(RawFrame.TEXT).text()).contains("\"pong\"");
  }

  @Test
  void thePageOfTheProxysAddressMayConnectAndNoOther() {
    String own = proxy.uri("https", "").toString();
    assertThat(socket(ADA, "?name=Ada", Map.of("Origin", own)).status()).isEqualTo(101);
    for (String other :
        new String[] {
          own.replace("https", "http"), "https://" + ReverseProxy.HOST, "https://evil.example"
        }) {
      assertThat(socket(ADA, "?name=Ada", Map.of("Origin", other)).status()).isEqualTo(403);
    }
    Map<String, String> forged =
        Map.of("Origin", "https://evil.example", "X-Forwarded-Host", "evil.example");
    assertThat(socket(ADA, "?name=Ada", forged).status()).isEqualTo(403);
  }

  @Test
  void theCapOnAnAddressIsTheClientsOwn() {
    List<RawSocket> crowd = new ArrayList<>();
    for (int i = 0; i < PER_ADDRESS; i++) {
      crowd.add(guest(CROWD, "Crowd")); // welcomed, and so counted
      crowd.forEach(ProxyContract::stay);
    }
    assertThat(socket(CROWD, "?name=Crowd", Map.of()).status()).isEqualTo(429);
    for (Map<String, String> forged :
        List.of(
            Map.of("X-Forwarded-For", "203.0.113.9"),
            Map.of("X-Forwarded-For", "203.0.113.9, " + ReverseProxy.ADDRESS),
            Map.of("Forwarded", "for=203.0.113.9"),
            Map.of("X-Real-IP", "203.0.113.9"))) {
      assertThat(socket(CROWD, "?name=Crowd", forged).status()).isEqualTo(429);
    }
    assertThat(socket(BEN, "?name=Ben", Map.of()).status()).isEqualTo(101);
  }

  @Test
  void theGatewayKnowsTheClientsAddress() {
    String carl = "127.0.0.77";
    socket(carl, "?name=Carl", Map.of("X-Forwarded-For", "203.0.113.10")).readUntil(RawFrame.TEXT);
    assertThat(status("/parley/api/me")).isEqualTo(401);
    await()
        .untilAsserted(
            () ->
                assertThat(Files.readString(QuickGateway.get().logFile()))
                    .contains("address=" + carl, "request-refused address=" + ADA)
                    .doesNotContain("203.0.113.10"));
  }

  @Test
  void theHeartbeatKeepsAnIdleSocketThatTheProxyWouldGiveUp() {
    RawSocket idle = guest(ADA, "Idle");
    stay(idle); // the first ping may have come before the welcome
    long until = System.nanoTime() + ReverseProxy.IDLE.multipliedBy(2).toNanos();
    while (System.nanoTime() < until) {
      idle.send(RawFrame.PONG, idle.readUntil(RawFrame.PING).payload());
    }
    idle.sendText("{\"type\":\"ping\",\"id\":\"1\"}");
    assertThat(idle.readUntil(RawFrame.TEXT).text()).contains("\"pong\"");
  }

  @Test
  void aSocketOfAGatewayThatIsSilentIsGivenUp() {
    RawSocket ada = guest(ADA, "Ada");
    GatewayServer gateway = QuickGateway.get();
    gateway.freeze();
    try {
      ada.patience(ReverseProxy.IDLE.plus(Duration.ofSeconds(5)));
      assertThat(ada.awaitClose()).isEqualTo(new Closed(1006, ""));
    } finally {
      gateway.thaw();
    }
    await().until(() -> status("/parley/client/parley.js") == 200); // no more held for dead
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/parley/metrics",
        "/parley/health/ready",
        "/parley/Metrics",
        "/parley/%6detrics",
        "/parley//metrics",
        "/parley/./metrics",
        "/parley/client/../metrics",
        "/parley/client/%2e%2e/metrics",
        "/parley/metrics;x",
        "/parley/;x/metrics",
        "/parley;x/metrics",
        "/parley/%5cmetrics",
        "//parley/metrics",
        "/parley/metrics;%2f..%2fclient%2fparley.js",
        "/parley/metrics;/../client/parley.js",
        "/parley/metrics%3b%2f..%2fclient%2fparley.js",
        "/parley/client%2f..%2fmetrics",
        "/parley/client%2fparley.js",
        "/parley/client/%2E%2E/client/parley.js",
        "/parley/\\metrics",
        "/elsewhere"
      })
  void whatIsTheOperatorsIsNotForClients(String path) {
    assertThat(status(path)).isEqualTo(404);
  }

  @Test
  void aFragmentInAPathIsRefused() {
    assertThat(status("/parley/client/parley.js#/parley/metrics")).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h2c",
        "h2c, websocket",
        "websocket, h2c",
        "h2c\r\nUpgrade: websocket",
        "websocket\r\nUpgrade: h2c",
        ""
      })
  void noUpgradeButOneToWebSocketGoesThrough(String upgrade) {
    String headers =
        "Connection: Upgrade, HTTP2-Settings, close\r\n"
            + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n"
            + "Upgrade: ";
    assertThat(answer("/parley/client/parley.js", headers + upgrade))
        .startsWith("HTTP/1.1 " + otherUpgrade + " ");
  }

  @Test
  void thePagesAreForAll() {
    assertThat(status("/parley/")).isEqualTo(200);
    assertThat(status("/parley/client/parley.js?a=;%2f..%2f")).isEqualTo(200);
    assertThat(status("/parley/client/parley.js")).isEqualTo(200);
    assertThat(status("/parley/api/me")).isEqualTo(401);
  }

  @Test
  void whatIsSecretStaysOutOfTheLogs() {
    String ticket = Visitors.unique("ticket");
    String token = Visitors.unique("token");
    assertThat(socket(ADA, "?ticket=" + ticket, Map.of()).status()).isEqualTo(401);
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
    assertThat(socket(ADA, "", bearer).status()).isEqualTo(401);
    assertThat(proxy.logs()).contains("/parley/ws").doesNotContain(ticket, token);
  }
}
