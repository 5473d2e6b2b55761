package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.SignedTokens;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What an administrator hands out. Stateless; blocks. */
final class ApiKeys {
  private ApiKeys() {}

  /** An administrator whom no other test has, since each user has a rate. */
  static RestClient admin(Supplier<GatewayServer> server) {
    String id = Visitors.unique("u-boss");
    return RestClient.of(server).bearer(SignedTokens.of(id, "Boss", "admin"));
  }

  /** A new key as the answer tells it. */
  static JsonNode make(
      Supplier<GatewayServer> server, String service, List<String> rights, String... rooms) {
    return body(
        admin(server)
            .post(
                "api/admin/keys",
                Map.of("service", service, "rights", rights, "rooms", List.of(rooms))),
        201);
  }

  /** The service, with a new key. */
  static RestClient service(
      Supplier<GatewayServer> server, String service, List<String> rights, String... rooms) {
    return RestClient.of(server)
        .bearer(make(server, service, rights, rooms).path("key").stringValue());
  }
}
