package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** API keys: made, listed and revoked by administrators, and by nobody else. */
class KeysIT {
  private static final String KEYS = "api/admin/keys";

  private final RestClient stranger = RestClient.of(SharedGateway::get);
  private final RestClient admin = ApiKeys.admin(SharedGateway::get);
  private final String service = Visitors.unique("svc");

  private JsonNode make(String... rights) {
    return ApiKeys.make(SharedGateway::get, service, List.of(rights), "orders:*");
  }

  private JsonNode listed(String id) {
    return body(admin.get(KEYS), 200)
        .path("keys")
        .valueStream()
        .filter(key -> key.path("id").stringValue().equals(id))
        .findAny()
        .orElse(MissingNode.getInstance());
  }

  @Test
  void aKeyIsShownOnceAndThenKnownByItsId() {
    JsonNode made = make("publish", "emit-room");
    String id = made.path("id").stringValue();
    assertThat(made.path("key").stringValue()).startsWith("parley_" + id + "_").hasSize(67);
    assertThat(made.path("service").stringValue()).isEqualTo(service);
    assertThat(made.path("rights")).hasToString("[\"publish\",\"emit-room\"]");
    assertThat(made.path("rooms")).hasToString("[\"orders:*\"]");
    assertThat(made.path("createdBy").stringValue()).startsWith("u-boss-");
    assertThat(Instant.parse(made.path("createdAt").stringValue()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(listed(id).has("key")).isFalse();
    assertThat(listed(id).path("service")).isEqualTo(made.path("service"));
    assertThat(listed(id).has("lastUsedAt")).isFalse();
  }

  @Test
  void aKeySaysWhichServiceCalls() {
    JsonNode made = make("publish");
    JsonNode me = body(stranger.bearer(made.path("key").stringValue()).get("api/me"), 200);
    assertThat(me.at("/user/id").stringValue()).isEqualTo("service:" + service);
    assertThat(me.at("/user/name").stringValue()).isEqualTo(service);
    assertThat(me.at("/user/roles")).hasToString("[\"service\"]");
    assertThat(me.at("/key/id")).isEqualTo(made.path("id"));
    assertThat(me.path("key").has("key")).isFalse();
    assertThat(
            Instant.parse(listed(made.path("id").stringValue()).path("lastUsedAt").stringValue()))
        .isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() {
    JsonNode made = make("publish");
    RestClient holder = stranger.bearer(made.path("key").stringValue());
    String path = KEYS + "/" + made.path("id").stringValue();
    body(holder.get("api/me"), 200);
    HttpResponse<String> revoked = admin.delete(path);
    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(revoked.body()).isEmpty();
    assertThat(problem(holder.get("api/me"), 401).path("detail").stringValue())
        .isEqualTo("the API key is not known, or was revoked");
    problem(admin.delete(path), 404);
    assertThat(listed(made.path("id").stringValue()).isMissingNode()).isTrue();
  }

  @Test
  void aKeyRunsOut() {
    String end = Instant.now().plus(Duration.ofSeconds(2)).toString();
    JsonNode made =
        body(
            admin.post(
                KEYS, Map.of("service", service, "rights", List.of("emit-all"), "expiresAt", end)),
            201);
    RestClient holder = stranger.bearer(made.path("key").stringValue());
    body(holder.get("api/me"), 200);
    Awaitility.await().until(() -> holder.get("api/me").statusCode() == 401);
  }

  @Test
  void anotherSecretUnderAKnownIdIsRefusedAsAnUnknownKey() {
    String key = make("publish").path("key").stringValue();
    String forged = key.substring(0, 24) + "A".repeat(43);
    String unknown = "parley_" + "0".repeat(16) + "_" + "A".repeat(43);
    JsonNode first = problem(stranger.bearer(forged).get("api/me"), 401);
    assertThat(problem(stranger.bearer(unknown).get("api/me"), 401)).isEqualTo(first);
  }

  @Test
  void nobodyElseMayAdministerThem() {
    String key = make("publish", "read", "emit-all").path("key").stringValue();
    RestClient user = stranger.bearer(SignedTokens.of("u-mal", "Mal", "moderator", "Admin"));
    for (RestClient other : List.of(user, stranger.bearer(key))) {
      assertThat(problem(other.get(KEYS), 403).path("code").stringValue()).isEqualTo("forbidden");
      problem(other.post(KEYS, Map.of("service", "x", "rights", List.of("publish"))), 403);
      problem(other.delete(KEYS + "/0123456789abcdef"), 403);
    }
    problem(stranger.get(KEYS), 401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | rights | must name at least one right",
        "{} | service | must be given",
        "{\"service\": \"Big One\"} | service | must be 1–48 of lower-case letters, digits and . _ -",
        "{\"service\": 7} | service | must be a string, was 7",
        "{\"rights\": [\"fly\"]} | rights[0]"
            + " | must be one of publish, read, emit-room, emit-user, emit-all",
        "{\"rights\": \"publish\"} | rights | must be an array, was \"publish\"",
        "{\"rooms\": [\"a room\"]} | rooms[0]"
            + " | must be 1–128 of letters, digits and . _ - : / ~ % # *",
        "{\"expiresAt\": \"soon\"} | expiresAt"
            + " | must be a time as 2026-03-14T09:26:53.589Z, was \"soon\"",
        "{\"createdBy\": \"u-ann\"} | createdBy | must not be given: there is no such field",
        "{\"service\": \"x\", \"rights\": [\"read\"]} | rooms"
            + " | must name rooms for publish, read and emit-room, was empty"
      })
  void aFieldThatIsNotAsAskedIsNamed(String json, String path, String message) {
    JsonNode problem = problem(admin.post(KEYS, json), 400);
    assertThat(problem.path("code").stringValue()).isEqualTo("invalid");
    assertThat(problem.path("violations").values())
        .anySatisfy(
            violation -> {
              assertThat(violation.path("path").stringValue()).isEqualTo(path);
              assertThat(violation.path("message").stringValue()).isEqualTo(message);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7",
        "{\"service\": \"a\", \"service\": \"b\"}",
        "{} {}",
        "{\"service\": 'a'}",
        "{\"n\": 1e9999999999}"
      })
  void aBodyThatIsNoJsonObjectIsMalformed(String body) {
    assertThat(problem(admin.post(KEYS, body), 400).path("code").stringValue())
        .isEqualTo("malformed");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    JsonNode problem =
        problem(admin.with("Content-Type", "text/plain").send("POST", KEYS, "{}"), 415);
    assertThat(problem.path("detail").stringValue())
        .isEqualTo("Content-Type must be application/json, was \"text/plain\"");
  }

  @Test
  void anIdThatIsNoneIsNotThere() {
    problem(admin.delete(KEYS + "/no-such"), 404);
    problem(admin.delete(KEYS + "/0000000000000000"), 404);
  }

  @Test
  void theLogHasNoKey() throws IOException {
    JsonNode made = make("publish");
    String key = made.path("key").stringValue();
    body(stranger.bearer(key).get("api/me"), 200);
    problem(stranger.bearer(key + "x").get("api/me"), 401);
    problem(admin.post(KEYS, "{\"service\": \"" + key + "\", \"x\": \"" + key + "\"}"), 400);
    admin.delete(KEYS + "/" + made.path("id").stringValue());
    problem(stranger.bearer(key).get("api/me"), 401);
    assertThat(Files.readAllLines(SharedGateway.get().logFile()))
        .anyMatch(line -> line.contains("api-key-made") && line.contains(service))
        .anyMatch(line -> line.contains("api-key-revoked") && line.contains("by=u-boss-"))
        .noneMatch(line -> line.contains(key.substring(24)));
  }
}
