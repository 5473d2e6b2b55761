package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Administrators have less kept of a room; that it goes then is StoredLogContract's to show. */
class RetentionIT {
  private final String room = Visitors.unique("room");

  private static RestClient as(String user, String... roles) {
    return RestClient.of(SharedGateway::get).bearer(SignedTokens.of(user, user, roles));
  }

  private Map<String, Object> wanted(Object... more) {
    Map<String, Object> wanted = new HashMap<>(Map.of("roomId", room, "reason", "agreed"));
    for (int i = 0; i < more.length; i += 2) {
      wanted.put((String) more[i], more[i + 1]);
    }
    return wanted;
  }

  private static HttpResponse<String> put(RestClient by, Map<String, Object> wanted) {
    return by.with("Content-Type", "application/json")
        .send("PUT", "api/admin/retention", RestClient.JSON.writeValueAsString(wanted));
  }

  @Test
  void lessIsKeptUntilAllIsAsConfiguredAgain() {
    RestClient admin = as(Visitors.unique("boss"), "admin");
    String read = "api/admin/retention?roomId=" + room;
    JsonNode before = RestClient.body(admin.get(read), 200);
    assertThat(before.has("keepMs") || before.has("by")).isFalse();
    JsonNode set = RestClient.body(put(admin, wanted("keepMs", 86_400_000)), 200);
    assertThat(set.at("/inForce/keepMs").longValue()).isEqualTo(86_400_000);
    assertThat(set.at("/configured").has("keepMs")).isFalse();
    assertThat(RestClient.body(admin.get(read), 200)).isEqualTo(set);
    RestClient.body(put(admin, wanted("keepMs", 86_400_000, "keepMessages", 9)), 200);
    assertThat(RestClient.body(put(admin, wanted()), 200)).isEqualTo(before);
    JsonNode audit =
        RestClient.body(admin.get("api/admin/audit?action=retention&roomId=" + room), 200);
    assertThat(audit.path("entries").valueStream().map(entry -> entry.path("after").asString()))
        .containsExactly("as configured", "86400000 ms, 9 messages", "86400000 ms");
  }

  @Test
  void isForAdministratorsAndWellFormed() {
    RestClient.problem(put(as(Visitors.unique("mod"), "moderator"), wanted("keepMs", 60_000)), 403);
    RestClient admin = as(Visitors.unique("boss"), "admin");
    for (Map<String, Object> bad :
        List.of(
            wanted("keepMs", 59_999),
            wanted("keepMessages", 0),
            wanted("reason", ""),
            wanted("roomId", "no room"))) {
      RestClient.problem(put(admin, bad), 400);
    }
    RestClient.problem(admin.get("api/admin/retention"), 400);
    RestClient.problem(admin.get("api/admin/retention?roomId=%23ann"), 404);
  }
}
