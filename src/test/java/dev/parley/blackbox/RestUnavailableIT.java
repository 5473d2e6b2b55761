package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.PostgresServer;
import dev.parley.testkit.SharedGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** REST while the database is away: it says so, keeps what was answered, and comes back. */
class RestUnavailableIT {
  private static final Map<String, String> MESSAGE =
      Map.of("roomId", "orders:7", "content", "Once.");

  @Test
  void whatCannotBeDoneIsToldAndComesBackByItself() {
    try (PostgresServer database = PostgresServer.start();
        GatewayServer server =
            GatewayServer.start(SharedGateway.options().with(database.database()))) {
      JsonNode made = ApiKeys.make(() -> server, "billing", List.of("publish", "read"), "orders:*");
      RestClient service = RestClient.of(() -> server).bearer(made.path("key").stringValue());
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
      problem(admin.delete("api/admin/keys/" + made.path("id").stringValue()), 503);
      body(service.get("api/me"), 200); // as it was not revoked

      database.restart();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> keyed(service, "second").statusCode() == 201);
      assertThat(body(keyed(service, "first"), 201)).isEqualTo(first);
      assertThat(body(service.get("api/messages?roomId=orders:7"), 200).path("messages"))
          .hasSize(2);
      server.kill9();
      server.restart();
      body(service.get("api/me"), 200); // keys survive a restart
      assertThat(admin.delete("api/admin/keys/" + made.path("id").stringValue()).statusCode())
          .isEqualTo(204);
      server.kill9();
      server.restart();
      problem(service.get("api/me"), 401); // and so do revocations
    }
  }

  private static HttpResponse<String> keyed(RestClient service, String key) {
    return service.with("Idempotency-Key", key).post("api/messages", MESSAGE);
  }
}
