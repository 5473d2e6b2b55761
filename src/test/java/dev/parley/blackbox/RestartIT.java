package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * What clients see of a server that is drained, goes and comes back; one after the other on one
 * server. What it keeps while many speak, the ledger test tells.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartIT {
  private static final int SENT = 200;
  private static final long SPREAD_MS = 3_000;

  private static GatewayServer server;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  private final String room = Visitors.unique("room");

  @BeforeAll
  static void aServerOfItsOwn() {
    server =
        GatewayServer.start(
            SharedGateway.options()
                .with("parley.rate.burst", "1000")
                .with("parley.drain.pause", "1s") // in which all that was sent before is read
                .with("parley.drain.spread", SPREAD_MS + "ms"));
  }

  @AfterAll
  static void stopped() {
    server.close();
  }

  @Test
  @Order(1)
  void aDrainIsForAdministratorsAlone() {
    RestClient anybody = RestClient.of(() -> server);
    problem(anybody.send("POST", "api/admin/drain", null), 401);
    String token = SignedTokens.of(Visitors.unique("u"), "Mo", "moderator");
    problem(anybody.bearer(token).send("POST", "api/admin/drain", null), 403);
    problem(anybody.bearer(token).get("api/admin/drain"), 403);
    JsonNode progress = body(ApiKeys.admin(() -> server).get("api/admin/drain"), 200);
    assertThat(progress.path("state").stringValue()).isEqualTo("serving");
    assertThat(progress.has("startedAt")).isFalse();
  }

  @Test
  @Order(2)
  void aDrainedServerAnswersWhatItWasAskedAndIsFoundAgain() {
    WireClient ada = visitors.guest("Ada");
    String guestToken = ada.welcomed().path("guestToken").stringValue();
    Visitors.join(ada, room);
    String epoch = Visitors.say(ada, room, "before").path("epoch").stringValue();
    WireClient idle = visitors.guest("Ida");
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < SENT; i++) {
      asked.add(ada.send("chat:send", Map.of("roomId", room, "content", "m" + i, "key", "k" + i)));
    }

    RestClient admin = ApiKeys.admin(() -> server);
    JsonNode begun = body(admin.send("POST", "api/admin/drain", null), 202);
    assertThat(begun.path("state").stringValue()).isIn("draining", "drained");
    theServerTakesNobodyIn();
    asked.forEach(id -> assertThat(ada.answer(id).path("type").asString()).isEqualTo("ack"));
    for (WireClient each : List.of(ada, idle)) {
      JsonNode goodbye = each.event("goodbye");
      assertThat(goodbye.path("reason").stringValue()).isEqualTo("service-restart");
      assertThat(goodbye.path("reconnectAfterMs").longValue()).isBetween(1L, SPREAD_MS);
      assertThat(each.awaitClose()).isEqualTo(new Closed(1012, "service-restart"));
    }
    await().until(() -> drainState(admin).path("state").stringValue().equals("drained"));
    JsonNode again = body(admin.send("POST", "api/admin/drain", null), 202);
    assertThat(again.path("startedAt")).isEqualTo(begun.path("startedAt"));
    assertThat(again.path("sessions").intValue()).isZero();

    server.stop();
    server.restart();
    WireClient returned = visitors.stranger();
    JsonNode welcomed = returned.ask("auth", Map.of("token", guestToken));
    assertThat(welcomed.path("user").path("id").stringValue()).isEqualTo(ada.userId());
    Map<String, Object> since = Map.of("epoch", epoch, "seq", 1);
    JsonNode ack = returned.ask("room:join", Map.of("roomId", room, "since", since));
    assertThat(ack.path("recovered").booleanValue()).isTrue();
    assertThat(ack.path("messages")).hasSize(SENT);
  }

  private static JsonNode drainState(RestClient admin) {
    return body(admin.get("api/admin/drain"), 200);
  }

  private void theServerTakesNobodyIn() {
    assertThat(Metrics.get(server, "health/live").statusCode()).isEqualTo(200);
    assertThat(Metrics.get(server, "health/ready").statusCode()).isEqualTo(503);
    assertThat(Metrics.get(server, "health/ready").body()).contains("\"admission\":\"DOWN\"");
    assertThat(Metrics.sum(server, "parley_draining")).isOne();
    try (RawSocket refused =
        RawSocket.open(URI.create(visitors.endpoint() + "?name=Late"), Map.of())) {
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
    }
    assertThat(Metrics.get(server, "ws?name=Late").statusCode()).isEqualTo(503);
    assertThat(Metrics.sum(server, "parley_handshakes_refused_total", "status=\"503\"")).isOne();
  }

  @Test
  @Order(3)
  void aServerThatIsStoppedSaysSo() {
    WireClient client = visitors.guest("Ada");
    client.welcomed();
    server.stop();
    assertThat(client.awaitClose().code()).isIn(1001, 1006, 1012);
    if (!"wildfly".equals(System.getProperty("parley.server"))) {
      // WildFly suspends first, which closes its sockets at the same moment, and may be quicker.
      JsonNode goodbye = client.event("goodbye");
      assertThat(goodbye.path("reason").stringValue()).isEqualTo("service-restart");
      assertThat(goodbye.path("reconnectAfterMs").longValue()).isBetween(1L, SPREAD_MS);
    }
  }
}
