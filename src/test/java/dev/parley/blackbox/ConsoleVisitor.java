package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Somebody with an account of the console's, and the browser's part of it. Blocks. */
final class ConsoleVisitor {
  static final String SESSION = "api/admin/session";
  static final String PASSWORD = "correct horse battery";

  private ConsoleVisitor() {}

  /** A new account of these roles; answers its name and one-time password. */
  static JsonNode account(Supplier<GatewayServer> server, String name, String... roles) {
    return body(
        ApiKeys.admin(server)
            .post("api/admin/accounts", Map.of("name", name, "roles", List.of(roles))),
        201);
  }

  /** Signs in, changes the one-time password, and is who the browser then is. */
  static RestClient signedIn(Supplier<GatewayServer> server, String... roles) {
    String name = Visitors.unique("mia").toLowerCase(java.util.Locale.ROOT);
    String oneTime = account(server, name, roles).path("oneTimePassword").stringValue();
    RestClient stranger = RestClient.of(server);
    RestClient before =
        browser(stranger, stranger.post(SESSION, Map.of("name", name, "password", oneTime)));
    return browser(
        stranger,
        before.post(SESSION + "/password", Map.of("current", oneTime, "password", PASSWORD)));
  }

  /** With the cookie and the token of the answer. */
  static RestClient browser(RestClient stranger, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return stranger
        .with("Cookie", cookie(answer))
        .with(
            "X-CSRF-Token",
            RestClient.JSON.readTree(answer.body()).path("csrfToken").stringValue());
  }

  static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }
}
