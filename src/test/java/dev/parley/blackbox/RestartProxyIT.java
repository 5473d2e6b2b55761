package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ProxyProduct;
import dev.parley.testkit.ReverseProxy;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restart of the gateway, as those hear of it who are connected by way of a proxy. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8")
class RestartProxyIT {
  private static final String ADA = "127.0.0.2";

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private RawSocket open(ReverseProxy proxy) {
    URI uri = proxy.uri("wss", "/parley/ws?name=Ada");
    return visitors.closing(RawSocket.over(proxy.connect(ADA), uri, Map.of()));
  }

  @Test
  void itIsToldAndClientsComeBackByThemselves() {
    GatewayServer gateway = QuickGateway.get();
    List<ReverseProxy> proxies =
        List.of(
            visitors.closing(ReverseProxy.start(ProxyProduct.NGINX, gateway)),
            visitors.closing(ReverseProxy.start(ProxyProduct.HAPROXY, gateway)));
    List<RawSocket> clients = proxies.stream().map(this::open).toList();
    clients.forEach(client -> client.readUntil(RawFrame.TEXT)); // the welcome

    gateway.stop();
    try {
      for (RawSocket client : clients) {
        assertThat(client.readUntil(RawFrame.TEXT).text()).contains("goodbye", "reconnectAfterMs");
        assertThat(client.awaitClose().code()).isIn(1001, 1012);
      }
      for (ReverseProxy proxy : proxies) {
        assertThat(open(proxy).status()).isIn(502, 503, 504);
      }
    } finally {
      gateway.restart();
    }
    for (ReverseProxy proxy : proxies) { // which may hold the gateway to be away for a moment more
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> open(proxy).status() == 101);
      assertThat(open(proxy).readUntil(RawFrame.TEXT).text()).contains("\"welcome\"");
    }
  }
}
