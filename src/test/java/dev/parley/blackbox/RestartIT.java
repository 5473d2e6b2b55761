package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What clients see of a server that goes and comes back. What it keeps, the ledger test tells. */
class RestartIT {
  private static GatewayServer server;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  private final String room = Visitors.unique("room");

  @BeforeAll
  static void aServerOfItsOwn() {
    server = GatewayServer.start(SharedGateway.options());
  }

  @AfterAll
  static void stopped() {
    server.close();
  }

  @Test
  void aServerThatIsStoppedSaysSoAndIsFoundAgain() {
    WireClient client = visitors.guest("Ada");
    String guestToken = client.welcomed().path("guestToken").stringValue();
    Visitors.join(client, room);
    String epoch = Visitors.say(client, room, "before").path("epoch").stringValue();
    client.event("chat:message");
    server.stop();
    assertThat(client.awaitClose().code()).isEqualTo(1001);
    if (!"wildfly".equals(System.getProperty("parley.server"))) {
      // WildFly closes its sockets at the same moment, in its own words, and may be first.
      JsonNode goodbye = client.event("goodbye");
      assertThat(goodbye.path("reason").stringValue()).isEqualTo("going-away");
      assertThat(goodbye.path("reconnectAfterMs").longValue()).isPositive();
    }

    server.restart();
    WireClient again = visitors.stranger();
    JsonNode welcomed = again.ask("auth", Map.of("token", guestToken));
    assertThat(welcomed.path("user").path("id").stringValue()).isEqualTo(client.userId());
    Map<String, Object> since = Map.of("epoch", epoch, "seq", 1);
    JsonNode ack = again.ask("room:join", Map.of("roomId", room, "since", since));
    assertThat(ack.path("recovered").booleanValue()).isTrue();
    assertThat(ack.path("messages")).isEmpty();
  }
}
