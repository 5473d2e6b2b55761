package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ReverseProxy;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Who is believed for whom it asks: the one configured proxy, played by the test itself, and nobody
 * else.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8")
class ForwardedIT {
  private static final String STRANGER = "127.0.0.8";
  private static final String FORGER = "127.0.0.7";
  private static final int PER_ADDRESS = 25;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private RawSocket from(String address, Map<String, String> headers) {
    URI uri = URI.create(visitors.endpoint() + "?name=Ada");
    try {
      Socket socket = new Socket();
      socket.setSoTimeout(10_000);
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      return visitors.closing(RawSocket.over(socket, uri, headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int status(String address, String... headers) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return from(address, all).status();
  }

  @Test
  void theProxysClientsHaveACapEach() {
    Map<String, String> crowd = Map.of("X-Forwarded-For", "198.51.100.7, 203.0.113.1");
    for (int i = 0; i < PER_ADDRESS; i++) {
      from(ReverseProxy.ADDRESS, crowd).readUntil(RawFrame.TEXT); // welcomed, and so counted
    }
    assertThat(from(ReverseProxy.ADDRESS, crowd).status()).isEqualTo(429);
    for (String sameClient :
        new String[] {
          "203.0.113.1", "203.0.113.1:4711", "198.51.100.8, 203.0.113.1", "::ffff:203.0.113.1"
        }) {
      assertThat(status(ReverseProxy.ADDRESS, "X-Forwarded-For", sameClient)).isEqualTo(429);
    }
    assertThat(status(ReverseProxy.ADDRESS, "X-Forwarded-For", "203.0.113.2")).isEqualTo(101);
    assertThat(status(STRANGER, "X-Forwarded-For", "203.0.113.1")).isEqualTo(101);
  }

  @Test
  void whoIsNoProxyGetsNoFurtherByForgedHeaders() {
    for (int i = 0; i < PER_ADDRESS; i++) {
      from(FORGER, Map.of("X-Forwarded-For", "203.0.113." + (100 + i))).readUntil(RawFrame.TEXT);
    }
    assertThat(status(FORGER, "X-Forwarded-For", "203.0.113.200")).isEqualTo(429);
    assertThat(status(FORGER, "X-Forwarded-For", ReverseProxy.ADDRESS)).isEqualTo(429);
    assertThat(status(FORGER, "Forwarded", "for=203.0.113.200")).isEqualTo(429);
  }

  @Test
  void whoComesFromABannedAddressIsKeptOutAndOthersAreNot() {
    RawSocket there = from(ReverseProxy.ADDRESS, Map.of("X-Forwarded-For", "198.51.100.66"));
    there.readUntil(RawFrame.TEXT);
    RestClient admin =
        RestClient.of(QuickGateway::get)
            .bearer(SignedTokens.of(Visitors.unique("root"), "Root", "admin"));
    RestClient.body(
        admin.post(
            "api/admin/sanctions",
            Map.of("kind", "ban", "address", "198.51.100.64/28", "reason", "a flood")),
        201);

    assertThat(there.readUntil(RawFrame.TEXT).text()).contains("moderation:banned", "a flood");
    assertThat(there.awaitClose()).isEqualTo(new Closed(4503, "banned"));
    RawSocket again = from(ReverseProxy.ADDRESS, Map.of("X-Forwarded-For", "198.51.100.79"));
    assertThat(again.readUntil(RawFrame.TEXT).text()).contains("\"banned\"");
    assertThat(again.awaitClose()).isEqualTo(new Closed(4503, "banned"));
    RawSocket beside = from(ReverseProxy.ADDRESS, Map.of("X-Forwarded-For", "198.51.100.80"));
    assertThat(beside.readUntil(RawFrame.TEXT).text()).contains("\"welcome\"");
  }

  @Test
  void theSchemeIsTheProxysToSay() {
    String host = "gateway.example";
    String own = "https://" + host;
    assertThat(
            status(ReverseProxy.ADDRESS, "Host", host, "X-Forwarded-Proto", "https", "Origin", own))
        .isEqualTo(101);
    assertThat(status(ReverseProxy.ADDRESS, "Host", host, "Origin", own)).isEqualTo(403);
    assertThat(
            status(
                ReverseProxy.ADDRESS,
                "Host",
                "evil.example",
                "X-Forwarded-Proto",
                "https",
                "Origin",
                own))
        .isEqualTo(403);
    assertThat(status(STRANGER, "Host", host, "X-Forwarded-Proto", "https", "Origin", own))
        .isEqualTo(403);
  }
}
