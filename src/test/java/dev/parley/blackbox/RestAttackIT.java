package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What those try over REST who mean no good; the server serves others afterwards. */
class RestAttackIT {
  private static final String BOUND = "the body must have at most 65536 bytes";

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String name = Visitors.unique("svc");
  private final String room = Visitors.unique("orders:room");
  private final RestClient service =
      ApiKeys.service(SharedGateway::get, name, List.of("publish", "read", "emit-all"), "orders:*");

  private Map<String, Object> message(String content) {
    return Map.of("roomId", room, "content", content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "senderId",
        "senderName",
        "user",
        "userId",
        "from",
        "service",
        "seq",
        "epoch",
        "messageId",
        "timestamp",
        "tenant",
        "roles",
        "__proto__"
      })
  void nobodySaysForAnotherWhoSpeaks(String field) {
    String json =
        RestClient.JSON.writeValueAsString(
            Map.of("roomId", room, "content", "Trust me.", field, "u-boss"));
    JsonNode problem = problem(service.post("api/messages", json), 400);
    assertThat(problem.at("/violations/0/path").stringValue()).isEqualTo(field);
    for (String header : List.of("X-Forwarded-User", "X-Remote-User", "Remote-User", "From")) {
      JsonNode sent =
          body(service.with(header, "u-boss").post("api/messages", message(header)), 201);
      assertThat(sent.path("seq").longValue()).isPositive();
    }
    assertThat(body(service.get("api/messages?roomId=" + room), 200).path("messages").values())
        .allSatisfy(m -> assertThat(m.path("senderId").stringValue()).isEqualTo("service:" + name));
  }

  @Test
  void noTokenMakesAService() {
    String spoof = SignedTokens.of("service:" + name, "Spoof", "admin", "service");
    problem(RestClient.of(SharedGateway::get).bearer(spoof).get("api/me"), 401);
    assertThatThrownBy(() -> visitors.handshake().bearer(spoof).open())
        .isInstanceOf(RefusedException.class);
    String role = SignedTokens.of("u-mal", "Mal", "service");
    RestClient mal = RestClient.of(SharedGateway::get).bearer(role);
    assertThat(body(mal.get("api/me"), 200).at("/user/roles")).isEmpty();
    problem(mal.post("api/messages", message("Hello")), 403);
  }

  @Test
  void anApiKeyOpensNoSocket() {
    String key =
        ApiKeys.make(SharedGateway::get, name, List.of("publish"), "*").path("key").stringValue();
    assertThatThrownBy(() -> visitors.handshake().bearer(key).open())
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE message; --",
        "x' OR '1'='1",
        "\\'; DELETE FROM api_key; --",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "${jndi:ldap://127.0.0.1/x}",
        "#{7*7} {{7*7}} %s %n",
        "line\r\nforged key=value",
        "\u202emoc.live\u2028\u2029\u0085"
      })
  void wordsStayWords(String attack) throws IOException {
    String words = Visitors.unique("word") + attack; // the server's log is that of all tests
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    HttpResponse<String> answer =
        service.with("Idempotency-Key", "k-1' OR ''='").post("api/messages", message(words));
    body(answer, 201);
    assertThat(ada.event("chat:message").path("content").stringValue()).isEqualTo(words);
    assertThat(
            body(service.get("api/messages?roomId=" + room), 200)
                .at("/messages/0/content")
                .stringValue())
        .isEqualTo(words);
    problem(service.post("api/messages", Map.of("roomId", words, "content", "x")), 400);
    problem(
        ApiKeys.admin(SharedGateway::get)
            .post("api/admin/keys", Map.of("service", words, "rights", List.of("publish"))),
        400);
    assertThat(Files.readAllLines(SharedGateway.get().logFile()))
        .noneMatch(line -> line.startsWith("forged key=value"))
        .noneMatch(line -> line.contains(words));
  }

  @Test
  void aPathForgesNoLineOfTheLog() throws IOException {
    RestClient stranger = RestClient.of(SharedGateway::get);
    for (String method : List.of("GET", "DELETE")) {
      // Open Liberty refuses such a path by itself (400), the others hand it on.
      String path = "api/admin/keys/%0d%0aforged%20line=1";
      assertThat(stranger.sendAstray(method, path).statusCode()).isBetween(400, 405);
    }
    problem(stranger.get("api/me"), 401);
    assertThat(Files.readAllLines(SharedGateway.get().logFile()))
        .noneMatch(line -> line.startsWith("forged line"));
  }

  @Test
  void bombsOfJsonAreRefusedUnread() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    String arrays = "{\"rooms\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    String number = "{\"n\":" + "9".repeat(60_000) + "}";
    String exponent = "{\"n\":1e999999999}";
    String field = "{\"" + "n".repeat(60_000) + "\":1}";
    String twice = "{\"roomId\":\"orders:a\",\"roomId\":\"orders:b\",\"content\":\"x\"}";
    for (String bomb : List.of(deep, arrays, number, exponent, field, twice)) {
      JsonNode problem = problem(service.post("api/messages", bomb), 400);
      assertThat(problem.path("detail").stringValue()).hasSizeLessThan(300);
    }
    String payload =
        "{\"to\":{\"all\":true},\"event\":\"x\",\"payload\":"
            + "[".repeat(40)
            + "]".repeat(40)
            + "}";
    problem(service.post("api/events", payload), 400);
    body(service.post("api/messages", message("Still here.")), 201);
  }

  @Test
  void aBodyMayBeAsLongAsItMayAndNoLonger() {
    String blanks = " ".repeat(65_536 - 100);
    String json = RestClient.JSON.writeValueAsString(message("x"));
    String fits = (json + blanks + " ".repeat(100)).substring(0, 65_536);
    body(service.post("api/messages", fits), 201);
    JsonNode problem = problem(service.post("api/messages", fits + " "), 413);
    assertThat(problem.path("detail").stringValue()).isEqualTo(BOUND);
    assertThat(problem.path("code").stringValue()).isEqualTo("content-too-large");
  }

  @Test
  void aBodyOfUnknownLengthIsReadNoFurtherThanTheBound() throws IOException {
    URI server = SharedGateway.get().baseUri();
    try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String key =
          ApiKeys.make(SharedGateway::get, name, List.of("publish"), "*").path("key").stringValue();
      out.write(
          ("POST /parley/api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + key
                  + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      byte[] chunk = ("1000\r\n" + " ".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 17; i++) {
        out.write(chunk);
      }
      out.flush();
      assertThat(statusLine(socket.getInputStream())).startsWith("HTTP/1.1 413");
    }
  }

  private static String statusLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Test
  void whoAsksTooFastWaitsAndOthersDoNot() {
    RestClient other = ApiKeys.service(SharedGateway::get, name, List.of("publish"), "orders:*");
    List<CompletableFuture<HttpResponse<String>>> burst =
        IntStream.range(0, 300)
            .mapToObj(i -> service.posting("api/messages", message("No. " + i)))
            .toList();
    List<HttpResponse<String>> answers = burst.stream().map(CompletableFuture::join).toList();
    List<HttpResponse<String>> refused =
        answers.stream().filter(answer -> answer.statusCode() != 201).toList();
    assertThat(answers.size() - refused.size()).isGreaterThanOrEqualTo(100);
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              JsonNode problem = problem(answer, 429);
              assertThat(problem.path("code").stringValue()).isEqualTo("rate-limited");
              assertThat(problem.path("retryAfterMs").longValue()).isBetween(1L, 1_000L);
              assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            });
    body(other.post("api/messages", message("Me too.")), 201);
  }
}
