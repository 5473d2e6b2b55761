package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a connection at all: the HTTP statuses before the upgrade. */
class HandshakeIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private static GatewayServer server() {
    return SharedGateway.get();
  }

  private int status(String query, Map<String, String> headers) {
    URI uri = URI.create(visitors.endpoint() + query);
    try (RawSocket socket = RawSocket.open(uri, headers)) {
      return socket.status();
    }
  }

  @Test
  void thePageOfTheServerItselfMayConnect() {
    String own = "http://127.0.0.1:" + server().baseUri().getPort();
    assertThat(status("?name=Ada", Map.of("Origin", own))).isEqualTo(101);
  }

  @Test
  void thePageOfAnIpv6AddressMayConnectToIt() {
    String host = "[::1]:" + server().baseUri().getPort();
    assertThat(status("?name=Ada", Map.of("Host", host, "Origin", "http://" + host)))
        .isEqualTo(101);
    assertThat(status("?name=Ada", Map.of("Host", host, "Origin", "http://[::2]:80")))
        .isEqualTo(403);
  }

  @Test
  void aClientWithoutAnOriginMayConnect() {
    assertThat(status("?name=Ada", Map.of())).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1:PORT.evil.example",
        "http://evil.example:PORT",
        "http://127.0.0.1:PORT@evil.example",
        "http://user@127.0.0.1:PORT",
        "http://127.0.0.1:PORT/path",
        "http://127.0.0.1:PORT evil.example",
        "http://localhost.evil.example:PORT"
      })
  void aForeignPageMayNot(String origin) {
    String now = origin.replace("PORT", Integer.toString(server().baseUri().getPort()));
    assertThat(status("?name=Ada", Map.of("Origin", now))).isEqualTo(403);
  }

  @Test
  void aTokenThatProvesNothingGetsNoConnection() {
    for (String token :
        new String[] {
          SignedTokens.forged("mallory"),
          SignedTokens.expired("mallory"),
          SignedTokens.unsigned("mallory"),
          SignedTokens.forOtherAudience("mallory"),
          "no.token.atall",
          "x".repeat(7_000)
        }) {
      assertThatThrownBy(() -> visitors.handshake().bearer(token).open())
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
    }
  }

  @Test
  void aTokenInTheUrlIsNotLookedFor() {
    String token = SignedTokens.of("ada", "Ada");
    try (WireClient client =
        WireClient.to(
                URI.create(visitors.endpoint() + "?token=" + token + "&access_token=" + token))
            .open()) {
      assertThat(client.refusal("room:join", Map.of("roomId", "lobby")).path("code").stringValue())
          .isEqualTo("unauthenticated");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%20",
        "%07",
        "%00",
        "a%0d%0ab",
        "%E2%80%A8",
        "%E2%80%AEevil",
        "%E2%80%8B",
        "a%E2%80%8Bb"
      })
  void aNameThatIsNoneGetsNoConnection(String name) {
    assertThat(status("?name=" + name, Map.of())).isEqualTo(400);
  }

  @Test
  void aNameHasSixtyFourCharactersAtMost() {
    assertThat(status("?name=" + "n".repeat(64), Map.of())).isEqualTo(101);
    assertThat(status("?name=" + "n".repeat(65), Map.of())).isEqualTo(400);
  }

  @Test
  void aNameMayBeOfAnyScript() {
    WireClient client = visitors.guest("Žofie 花子 🦊");
    assertThat(client.welcomed().path("user").path("name").stringValue()).isEqualTo("Žofie 花子 🦊");
  }

  @Test
  void whoAsksWithoutAnUpgradeIsToldThatOneIsNeeded() {
    HttpResponse<String> answer = Metrics.get(server(), "ws?name=Ada");
    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"this address takes WebSocket connections only\"}");
  }

  @Test
  void whoAsksWithoutAnUpgradeIsToldWhyOneWouldBeRefused() {
    HttpResponse<String> answer = Metrics.get(server(), "ws?name=%E2%80%AEevil");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\":\"name must be 1–64 characters, one of them visible and none hidden,"
                + " was \\\"\ufffdevil\\\"\"}");
  }

  @Test
  void aRefusalSaysWhatWasExpected() {
    URI uri = URI.create(visitors.endpoint() + "?name=Ada");
    try (RawSocket socket = RawSocket.open(uri, Map.of("Origin", "https://evil.example"))) {
      assertThat(socket.status()).isEqualTo(403);
      assertThat(socket.body())
          .isEqualTo(
              "{\"message\":\"Origin must be the server's own or a configured one, was"
                  + " \\\"https://evil.example\\\"\"}");
    }
  }
}
