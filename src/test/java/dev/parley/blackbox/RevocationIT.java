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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator ends what a user may do. */
class RevocationIT {
  private static final String PATH = "admin/revocations";
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
    Rest.Answer answer =
        Rest.post(server(), PATH, admin(), Map.of("userId", ada, "reason", "lost the telephone"));
    for (WireClient client : hers) {
      assertThat(client.event("goodbye").path("reason").stringValue()).isEqualTo("access-revoked");
      assertThat(client.awaitClose()).isEqualTo(REVOKED);
    }
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("userId").stringValue()).isEqualTo(ada);
    assertThat(answer.json().path("sessionsClosed").intValue()).isEqualTo(5);
    assertThat(Instant.parse(answer.json().path("revokedBefore").stringValue()))
        .isBetween(asked.minusSeconds(1), Instant.now());
    Visitors.say(ben, room, "still here");
  }

  @Test
  void tokensOfBeforeAreOfNoUseAndLaterOnesAre() {
    String ada = Visitors.unique("ada");
    String before = SignedTokens.issuedNow(ada);
    visitors.closing(visitors.handshake().bearer(before).enter());
    String ticket =
        Rest.post(server(), "tickets", before, null).json().path("ticket").stringValue();

    Rest.post(server(), PATH, admin(), Map.of("userId", ada));

    assertThat(statusOf(before)).isEqualTo(401);
    assertThat(statusOf(SignedTokens.of(ada, "Ada"))).as("a token without iat").isEqualTo(401);
    WireClient byFrame = visitors.stranger();
    assertThat(byFrame.refusal("auth", Map.of("token", before)).path("message").stringValue())
        .isEqualTo("the token was revoked");
    assertThat(byFrame.awaitClose()).isEqualTo(new Closed(1008, "invalid-token"));
    assertThat(Rest.post(server(), "tickets", before, null).status()).isEqualTo(401);
    assertThatThrownBy(() -> visitors.handshake().ticket(ticket).open())
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
    await().until(() -> statusOf(SignedTokens.issuedNow(ada)) == 101); // iat counts seconds
  }

  @Test
  void aGuestIsRevokedAsWell() {
    WireClient gus = visitors.guest("Gus");
    String guestToken = gus.welcomed().path("guestToken").stringValue();
    Rest.post(server(), PATH, admin(), Map.of("userId", gus.userId()));
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
      assertThat(Rest.post(server, PATH, admin(), Map.of("userId", ada)).status()).isEqualTo(200);
      server.kill9();
      server.restart();
      assertThatThrownBy(() -> WireClient.to(server.wsUri()).bearer(token).open())
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
    }
  }

  @Test
  void isForAdministrators() {
    String ada = Visitors.unique("ada");
    WireClient client = visitors.user(ada);
    Map<String, String> wanted = Map.of("userId", ada);
    assertThat(Rest.post(server(), PATH, null, wanted).status()).isEqualTo(401);
    assertThat(Rest.post(server(), PATH, SignedTokens.forged("root"), wanted).status())
        .isEqualTo(401);
    for (String role : List.of("moderator", "Admin", "admins")) {
      assertThat(Rest.post(server(), PATH, SignedTokens.of("mallory", "M", role), wanted).status())
          .isEqualTo(403);
    }
    client.assertNothingLeft();
  }

  @Test
  void badInputIsNamed() {
    Rest.Answer none = Rest.post(server(), PATH, admin(), Map.of());
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.json().path("violations").path(0).path("path").stringValue())
        .isEqualTo("userId");
    Rest.Answer wordy =
        Rest.post(server(), PATH, admin(), Map.of("userId", "ada", "reason", "x".repeat(501)));
    assertThat(wordy.status()).isEqualTo(400);
    assertThat(wordy.json().path("violations").path(0).path("message").stringValue())
        .isEqualTo("must have at most 500 characters");
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

  private static GatewayServer server() {
    return SharedGateway.get();
  }
}
