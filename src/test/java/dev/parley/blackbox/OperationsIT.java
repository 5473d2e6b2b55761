package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see: health, metrics, headers, and a log without secrets. */
class OperationsIT {
  private static final String UTF_8_JSON = "application/json;charset=utf-8";

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String room = Visitors.unique("room");

  @Test
  void itSaysThatItLivesAndIsReady() {
    GatewayServer server = SharedGateway.get();
    HttpResponse<String> live = Metrics.get(server, "health/live");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(live.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            type -> assertThat(type.replace("; ", ";")).isEqualToIgnoringCase(UTF_8_JSON));
    HttpResponse<String> ready = Metrics.get(server, "health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body())
        .isEqualTo("{\"status\":\"UP\",\"checks\":{\"database\":\"UP\",\"admission\":\"UP\"}}");
  }

  @Test
  void itCountsWhatHappens() {
    GatewayServer server = SharedGateway.get();
    double deliveriesBefore = Metrics.sum(server, "parley_deliveries_total");
    double commitsBefore = Metrics.sum(server, "parley_history_commit_entries_count");
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    Visitors.join(ada, room);
    Visitors.join(ben, room);
    Visitors.say(ada, room, "count me");
    ada.refusal("chat:send", Map.of("roomId", room));
    ada.event("chat:message");
    ben.event("chat:message");
    assertThat(Metrics.sum(server, "parley_sessions")).isGreaterThanOrEqualTo(2);
    assertThat(Metrics.sum(server, "parley_rooms")).isGreaterThanOrEqualTo(1);
    assertThat(Metrics.sum(server, "parley_deliveries_total")).isGreaterThan(deliveriesBefore + 1);
    assertThat(Metrics.sum(server, "parley_history_commit_entries_count"))
        .isGreaterThan(commitsBefore);
  }

  @Test
  void itsMetricsArePrometheusText() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "hello");
    ada.refusal("chat:send", Map.of("roomId", room));
    HttpResponse<String> metrics = Metrics.get(SharedGateway.get(), "metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(metrics.body().lines())
        .allMatch(
            line -> line.startsWith("# ") || line.matches("[a-z_0-9]+(\\{[^}]*})? \\S+"),
            "a sample");
    assertThat(metrics.body())
        .contains("# TYPE parley_sessions gauge")
        .contains("# TYPE parley_rooms gauge")
        .contains("# TYPE parley_queue_bytes gauge")
        .contains("# TYPE parley_deliveries_total counter")
        .containsPattern("parley_history_commit_entries_\\w+")
        .containsPattern("parley_history_commit_seconds_bucket\\{.*le=")
        .containsPattern("parley_commands_answered_seconds_bucket\\{.*type=\"chat:send\"")
        .containsPattern("parley_commands_refused_total\\{.*code=\"invalid\".*}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "client/parley.js", "health/live", "metrics", "nowhere", "ws"})
  void everyAnswerCarriesTheHeadersThatProtectPages(String path) {
    HttpResponse<String> answer = Metrics.get(SharedGateway.get(), path);
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .as("headers of %s: %s", answer, answer.headers().map())
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-inline", "unsafe-eval", "*"));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client/parley.js", "client/connection.js", "client/parley.d.ts"})
  void pagesOfAnyOriginMayImportTheLibrary(String path) {
    HttpResponse<String> answer = Metrics.get(SharedGateway.get(), path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
        .hasValue("cross-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chat/main.js", "health/live", "metrics", "ws", "client/../metrics"})
  void theRestIsForPagesOfItsOwnOrigin(String path) {
    HttpResponse<String> answer = Metrics.get(SharedGateway.get(), path);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB-INF/beans.xml", "WEB-INF/web.xml", "META-INF/MANIFEST.MF"})
  void whatIsInsideTheWarStaysInside(String path) {
    assertThat(Metrics.get(SharedGateway.get(), path).statusCode()).isBetween(400, 404);
  }

  /** GlassFish has a page of its own there, which is none of the application's. */
  @Test
  void aPathOutOfTheApplicationLeadsToNothingOfIt() {
    HttpResponse<String> answer = Metrics.get(SharedGateway.get(), "%2e%2e/");
    assertThat(answer)
        .satisfiesAnyOf(
            refused -> assertThat(refused.statusCode()).isBetween(400, 404),
            foreign ->
                assertThat(foreign.headers().firstValue("Content-Security-Policy")).isEmpty());
  }

  @Test
  void itsLogNamesSessionsAndUsersAndNoSecretsOrWords() throws IOException {
    String user = Visitors.unique("ada");
    WireClient ada = visitors.user(user);
    Visitors.join(ada, room);
    String words = Visitors.unique("words-that-are-nobody-elses");
    String message = Visitors.say(ada, room, words).path("messageId").stringValue();
    ada.ask(
        "chat:edit", Map.of("roomId", room, "messageId", message, "content", words + " edited"));
    ada.ask("presence:set", Map.of("status", "away", "text", words));
    ada.sendText("{\"type\":\"chat:send\",\"data\":{\"content\":\"" + words + "\"");
    ada.event("error");
    String token = SignedTokens.of(user, "Ada");
    ada.ask("auth", Map.of("token", token));
    WireClient guest = visitors.guest("Gus");
    String guestToken = guest.welcomed().path("guestToken").stringValue();
    String forged = SignedTokens.forged(user);
    visitors.stranger().refusal("auth", Map.of("token", forged));
    Assertions.assertThatThrownBy(() -> visitors.handshake().bearer(forged).open())
        .isInstanceOf(RefusedException.class);
    visitors.guest("Last").assertNothingLeft();

    List<String> log = Files.readAllLines(SharedGateway.get().logFile());
    assertThat(log)
        .anyMatch(line -> line.contains(ada.clientId()) && line.contains(user))
        .noneMatch(line -> line.contains(words))
        .noneMatch(line -> line.contains(token))
        .noneMatch(line -> line.contains(guestToken))
        .noneMatch(line -> line.contains(forged))
        .noneMatch(line -> line.contains(SignedTokens.SECRET))
        .noneMatch(line -> line.contains(ada.welcomed().path("sessionId").stringValue()));
  }
}
