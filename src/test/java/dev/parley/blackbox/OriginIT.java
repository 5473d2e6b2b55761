package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of an origin that is listed, and of those that look like it. */
class OriginIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://chat.example.com",
        "https://chat.example.com:443",
        "HTTPS://CHAT.example.com"
      })
  void thePageOfAListedOriginMayConnect(String origin) {
    assertThat(status(origin)).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://chat.example.com",
        "https://chat.example.com:8443",
        "https://chat.example.com:80",
        "https://chat.example.com.evil.example",
        "https://evil-chat.example.com",
        "https://evil.chat.example.com",
        "https://example.com",
        "https://chat.example.com@evil.example",
        "https://evil@chat.example.com",
        "https://evil.example/https://chat.example.com",
        "https://evil.example?https://chat.example.com",
        "https://evil.example#https://chat.example.com",
        "https://chat.example.com/",
        "https://chat.example.com\\.evil.example",
        "https://chat.example.com%00.evil.example",
        "https://chat.example.com, https://evil.example",
        "https://chat.example.com https://evil.example",
        "wss://chat.example.com",
        "file://",
        "chat.example.com",
        "*"
      })
  void thatOfOneThatLooksLikeItMayNot(String origin) {
    assertThat(status(origin)).isEqualTo(403);
  }

  @Test
  void neitherWithATokenNorWithForwardedHeaders() {
    URI endpoint = visitors.endpoint();
    Map<String, String> headers =
        Map.of(
            "Origin", "https://evil.example",
            "Authorization", "Bearer " + SignedTokens.of(Visitors.unique("ada"), "Ada"),
            "X-Forwarded-Host", "evil.example",
            "X-Forwarded-Proto", "https",
            "Forwarded", "host=evil.example;proto=https");
    try (RawSocket socket = RawSocket.open(endpoint, headers)) {
      assertThat(socket.status()).isEqualTo(403);
    }
  }

  private int status(String origin) {
    URI uri = URI.create(visitors.endpoint() + "?name=Ada");
    try (RawSocket socket = RawSocket.open(uri, Map.of("Origin", origin))) {
      return socket.status();
    }
  }
}
