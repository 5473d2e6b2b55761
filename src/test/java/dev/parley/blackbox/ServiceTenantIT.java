package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A service reaches the tenant of the administrator who made its key, and no other. */
class ServiceTenantIT {
  private static final String KEYS = "api/admin/keys";

  @RegisterExtension final Visitors visitors = new Visitors(RightsGateway::get);

  private final String room = Visitors.unique("orders:room");
  private final String ann = Visitors.unique("ann");
  private final RestClient acmeBoss = boss("acme");
  private final RestClient globexBoss = boss("globex");

  private static RestClient boss(String tenant) {
    String token =
        RightsGateway.token(tenant, Visitors.unique("boss"), Map.of("roles", List.of("admin")));
    return RestClient.of(RightsGateway::get).bearer(token);
  }

  private static JsonNode key(RestClient boss) {
    List<String> rights = List.of("publish", "read", "emit-room", "emit-user", "emit-all");
    return body(
        boss.post(KEYS, Map.of("service", "billing", "rights", rights, "rooms", List.of("*"))),
        201);
  }

  private static RestClient service(JsonNode key) {
    return RestClient.of(RightsGateway::get).bearer(key.path("key").stringValue());
  }

  @Test
  void whatItSaysAndEmitsStaysInItsTenant() {
    WireClient acme = RightsGateway.user(visitors, "acme", ann);
    WireClient globex = RightsGateway.user(visitors, "globex", ann);
    Visitors.join(acme, room);
    Visitors.join(globex, room);
    RestClient service = service(key(acmeBoss));

    body(service.post("api/messages", Map.of("roomId", room, "content", "for acme")), 201);
    assertThat(acme.event("chat:message").path("content").stringValue()).isEqualTo("for acme");
    for (Map<String, ?> to :
        List.of(
            Map.of("room", room),
            Map.of("rooms", List.of(room, room + "-b")),
            Map.of("user", ann))) {
      JsonNode emitted =
          body(service.post("api/events", Map.of("to", to, "event", "for-acme")), 200);
      assertThat(emitted.path("delivered").intValue()).isEqualTo(1);
      acme.event("event");
    }
    body(service.post("api/events", Map.of("to", Map.of("all", true), "event", "x")), 200);
    acme.event("event");

    globex.assertNothingLeft();
    JsonNode page = body(service(key(globexBoss)).get("api/messages?roomId=" + room), 200);
    assertThat(page.path("messages")).isEmpty();
  }

  @Test
  void anAdministratorSeesAndRevokesKeysOfTheOwnTenant() {
    JsonNode acme = key(acmeBoss);
    String id = acme.path("id").stringValue();
    assertThat(body(globexBoss.get(KEYS), 200).path("keys").values())
        .noneMatch(key -> key.path("id").stringValue().equals(id));
    JsonNode others = problem(globexBoss.delete(KEYS + "/" + id), 404);
    JsonNode nobodys = problem(globexBoss.delete(KEYS + "/0000000000000000"), 404);
    assertThat(others.path("detail").stringValue().replace(id, "0000000000000000"))
        .isEqualTo(nobodys.path("detail").stringValue());
    body(service(acme).get("api/me"), 200);
  }
}
