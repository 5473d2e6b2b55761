package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** An administrator ends what a user may do. */
class RevocationIT {
  private static final Closed REVOKED = new Closed(4502, "access-revoked");

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  @Test
  void allSessionsOfTheUserEndWithinTwoSecondsAndNoOthers() {
    String ada = Visitors.unique("ada");
    String token = SignedTokens.issuedNow(ada);
    String room = Visitors.unique("room");
    List<WireClient> hers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      hers.add(visitors.closing(visitors.handshake().bearer(token).enter()));
    }
    WireClient ben = visitors.user(Visitors.unique("ben"));
    Visitors.join(ben, room);
    Visitors.join(hers.get(0), room);

    Instant asked = Instant.now();
    JsonNode answer =
        RestClient.body(
            revoke(admin(), Map.of("userId", ada, "reason", "lost the telephone")), 200);
    for (WireClient client : hers) {
      assertThat(client.event("goodbye").path("reason").stringValue()).isEqualTo("access-revoked");
      assertThat(client.awaitClose()).isEqualTo(REVOKED);
    }
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));

    assertThat(answer.path("userId").stringValue()).isEqualTo(ada);
    assertThat(answer.path("sessionsClosed").intValue()).isEqualTo(5);
    assertThat(Instant.parse(answer.path("revokedBefore").stringValue()))
        .isBetween(asked.minusSeconds(1), Instant.now());
    Visitors.say(ben, room, "still here");
  }

  @Test
  void tokensOfBeforeAreOfNoUseAndLaterOnesAre() {
    String ada = Visitors.unique("ada");
    String before = SignedTokens.issuedNow(ada);
    visitors.closing(visitors.handshake().bearer(before).enter());
    String ticket = RestClient.body(ticket(before), 201).path("ticket").stringValue();

    RestClient.body(revoke(admin(), Map.of("userId", ada)), 200);

    assertThat(statusOf(before)).isEqualTo(401);
    assertThat(statusOf(SignedTokens.of(ada, "Ada"))).as("a token without iat").isEqualTo(401);
    WireClient byFrame = visitors.stranger();
    assertThat(byFrame.refusal("auth", Map.of("token", before)).path("message").stringValue())
        .isEqualTo("the token was revoked");
    assertThat(byFrame.awaitClose()).isEqualTo(new Closed(1008, "invalid-token"));
    RestClient.problem(ticket(before), 401);
    assertThatThrownBy(() -> visitors.handshake().ticket(ticket).open())
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
    await().until(() -> statusOf(SignedTokens.issuedNow(ada)) == 101); // iat counts seconds
  }

  @Test
  void aGuestIsRevokedAsWell() {
    WireClient gus = visitors.guest("Gus");
    String guestToken = gus.welcomed().path("guestToken").stringValue();
    RestClient.body(revoke(admin(), Map.of("userId", gus.userId())), 200);
    assertThat(gus.awaitClose()).isEqualTo(REVOKED);
    WireClient again = visitors.stranger();
    assertThat(again.refusal("auth", Map.of("token", guestToken)).path("code").stringValue())
        .isEqualTo("unauthenticated");
  }

  @Test
  void lastsOverAKilledServer() {
    String ada = Visitors.unique("ada");
    String token = SignedTokens.issuedNow(ada);
    try (GatewayServer server = GatewayServer.start(SharedGateway.options())) {
      WireClient.to(server.wsUri()).bearer(token).enter().close();
      RestClient root = RestClient.of(() -> server).bearer(admin());
      RestClient.body(root.post("api/admin/revocations", Map.of("userId", ada)), 200);
      String ben = Visitors.unique("ben");
      Map<String, String> ban = Map.of("kind", "ban", "userId", ben, "reason", "enough");
      RestClient.body(root.post("api/admin/sanctions", ban), 201);
      server.kill9();
      server.restart();
      assertThatThrownBy(() -> WireClient.to(server.wsUri()).bearer(token).open())
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
      try (WireClient banned =
          WireClient.to(server.wsUri()).bearer(SignedTokens.of(ben, "Ben")).open()) {
        assertThat(banned.awaitClose()).isEqualTo(new Closed(4503, "banned"));
      }
    }
  }

  @Test
  void isForAdministrators() {
    String ada = Visitors.unique("ada");
    WireClient client = visitors.user(ada);
    Map<String, String> wanted = Map.of("userId", ada);
    RestClient nobody = RestClient.of(SharedGateway::get);
    RestClient.problem(nobody.post("api/admin/revocations", wanted), 401);
    RestClient.problem(revoke(SignedTokens.forged("root"), wanted), 401);
    for (String role : List.of("moderator", "Admin", "admins")) {
      RestClient.problem(revoke(SignedTokens.of("mallory", "M", role), wanted), 403);
    }
    client.assertNothingLeft();
  }

  @Test
  void badInputIsNamed() {
    JsonNode none = RestClient.problem(revoke(admin(), Map.of()), 400);
    assertThat(none.path("violations").path(0).path("path").stringValue()).isEqualTo("userId");
    Map<String, String> wordy = Map.of("userId", "ada", "reason", "x".repeat(501));
    JsonNode tooLong = RestClient.problem(revoke(admin(), wordy), 400);
    assertThat(tooLong.path("violations").path(0).path("message").stringValue())
        .isEqualTo("must have at most 500 characters");
    JsonNode service =
        RestClient.problem(revoke(admin(), Map.of("userId", "service:billing")), 400);
    assertThat(service.path("violations").path(0).path("message").stringValue())
        .startsWith("must be a user's, was a service's");
    Map<String, String> nul = Map.of("userId", "ada", "reason", "a\u0000b");
    JsonNode unkept = RestClient.problem(revoke(admin(), nul), 400);
    assertThat(unkept.path("violations").path(0).path("message").stringValue())
        .isEqualTo("must have no control characters");
  }

  private int statusOf(String token) {
    try (WireClient client = visitors.handshake().bearer(token).open()) {
      return client.next().path("type").asString().equals("welcome") ? 101 : 0;
    } catch (RefusedException refused) {
      return refused.status();
    }
  }

  private static String admin() {
    return SignedTokens.of("root", "Root", "admin");
  }

  private static HttpResponse<String> revoke(String token, Map<String, ?> wanted) {
    RestClient caller = RestClient.of(SharedGateway::get).bearer(token);
    return caller.post("api/admin/revocations", wanted);
  }

  private static HttpResponse<String> ticket(String token) {
    return RestClient.of(SharedGateway::get).bearer(token).send("POST", "api/tickets", null);
  }
}
