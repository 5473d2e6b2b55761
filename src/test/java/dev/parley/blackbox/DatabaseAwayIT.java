package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.ledger.fault.Fault;
import dev.parley.ledger.fault.NoConnections;
import dev.parley.ledger.fault.ReadOnlyDatabase;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.PostgresServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * While the database is away the gateway says so, keeps what was acked, and comes back by itself.
 */
class DatabaseAwayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK_AND_ITS_LIMIT = Duration.ofSeconds(3);
  private static final Map<String, String> MESSAGE =
      Map.of("roomId", "orders:7", "content", "Once.");

  private static PostgresServer database;
  private static GatewayServer server;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  private final String room = Visitors.unique("room");

  @BeforeAll
  static void start() {
    database = PostgresServer.start();
    server =
        GatewayServer.start(
            SharedGateway.options()
                .with("parley.health.check-every", "500ms")
                .with(database.database()));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  /** PostgreSQL is stopped by its operator. */
  private record Stopped(PostgresServer database) implements Fault {
    @Override
    public String name() {
      return "stopped";
    }

    @Override
    public void inject() {
      database.stop();
    }

    @Override
    public void heal() {
      database.restart();
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static List<Fault> faults() {
    return List.of(
        new Stopped(database), new ReadOnlyDatabase(database), new NoConnections(database));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void sendsAreRefusedWithAHintAndComeBackByThemselves(Fault fault) {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "before");
    try {
      fault.inject();
      await().atMost(PATIENCE).until(() -> Metrics.get(server, "health/ready").statusCode() == 503);
      assertThat(Metrics.get(server, "health/ready").body())
          .contains("\"database\":\"DOWN\"", "\"admission\":\"UP\"");
      assertThat(Metrics.get(server, "health/live").statusCode()).isEqualTo(200);
      assertThat(Metrics.sum(server, "parley_database_up")).isZero();

      await() // what was under way at that moment may be unconfirmed
          .untilAsserted(
              () -> assertThat(sendUnderKey(ada).path("type").asString()).isEqualTo("error"));
      JsonNode refusal = sendUnderKey(ada).path("data");
      assertThat(refusal.path("code").stringValue()).isEqualTo("unavailable");
      assertThat(refusal.path("retryAfterMs").longValue()).isEqualTo(1_000);
      assertThat(refusal.path("message").stringValue()).contains("try again");
      ada.ask("typing:start", Map.of("roomId", room)); // what needs no database goes on
    } finally {
      fault.heal();
    }
    isAsBefore(ada);
  }

  /** Any room's row is locked at times; a table is by who changes it. */
  @Test
  void lockedTablesAreNotReadyAndLockedRowsAre() throws SQLException {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "before");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM room_log, message FOR UPDATE");
      await().during(LOOK_AND_ITS_LIMIT).until(() -> readiness() == 200);
      other.rollback();
      for (String table : List.of("room_log", "message")) {
        statement.execute("LOCK TABLE " + table + " IN SHARE MODE"); // as CREATE INDEX does
        await().atMost(PATIENCE).until(() -> readiness() == 503);
        other.rollback();
        await().atMost(PATIENCE).until(() -> readiness() == 200);
      }
    }
    isAsBefore(ada);
  }

  private static int readiness() {
    return Metrics.get(server, "health/ready").statusCode();
  }

  @Test
  void connectionsThatAreTerminatedAreMadeAnew() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "before");

    database.execute(PostgresServer.TERMINATE_OTHERS);

    isAsBefore(ada);
  }

  private void isAsBefore(WireClient ada) {
    await().atMost(PATIENCE).until(() -> sendUnderKey(ada).path("type").asString().equals("ack"));
    await().atMost(PATIENCE).until(() -> Metrics.get(server, "health/ready").statusCode() == 200);
    assertThat(Metrics.sum(server, "parley_database_up")).isOne();
    assertThat(Visitors.history(ada, room))
        .extracting(message -> message.path("content").stringValue())
        .containsExactly("before", "once");
  }

  private JsonNode sendUnderKey(WireClient ada) {
    return ada.answer(
        ada.send("chat:send", Map.of("roomId", room, "content", "once", "key", "the-key")));
  }

  private RestClient bearer(JsonNode made) {
    return RestClient.of(() -> server).bearer(made.path("key").stringValue());
  }

  @Test
  void servicesAreToldSoAndKeysAndRevocationsSurviveARestart() {
    JsonNode made = ApiKeys.make(() -> server, "billing", List.of("publish", "read"), "orders:*");
    JsonNode leaked = ApiKeys.make(() -> server, "leaky", List.of("publish"), "orders:*");
    RestClient service = bearer(made);
    JsonNode first = body(keyed(service, "first"), 201);

    database.kill9();
    HttpResponse<String> answer = keyed(service, "second");
    assertThat(answer.statusCode()).isIn(503, 504);
    problem(answer, answer.statusCode());
    assertThat(problem(keyed(service, "second"), 503).path("code").stringValue())
        .isEqualTo("unavailable");
    assertThat(keyed(service, "second").headers().firstValue("Retry-After")).hasValue("1");
    problem(service.get("api/messages?roomId=orders:7"), 503);
    body(service.get("api/me"), 200); // known keys go on
    RestClient admin = ApiKeys.admin(() -> server);
    String revoking = "api/admin/keys/" + leaked.path("id").stringValue();
    problem(admin.delete(revoking), 504);
    problem(bearer(leaked).get("api/me"), 401); // refused all the same

    database.restart();
    await().atMost(PATIENCE).until(() -> keyed(service, "second").statusCode() == 201);
    assertThat(body(keyed(service, "first"), 201)).isEqualTo(first);
    assertThat(body(service.get("api/messages?roomId=orders:7"), 200).path("messages")).hasSize(2);
    await().atMost(PATIENCE).until(() -> admin.delete(revoking).statusCode() == 404); // made up for
    server.kill9();
    server.restart();
    body(service.get("api/me"), 200); // keys survive a restart
    problem(bearer(leaked).get("api/me"), 401);
    assertThat(admin.delete("api/admin/keys/" + made.path("id").stringValue()).statusCode())
        .isEqualTo(204);
    server.kill9();
    server.restart();
    problem(service.get("api/me"), 401); // and so do revocations
  }

  private static HttpResponse<String> keyed(RestClient service, String key) {
    return service.with("Idempotency-Key", key).post("api/messages", MESSAGE);
  }
}
