package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who a session is, and until when. */
class AuthIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  @Test
  void whoSaysNothingIsNotWaitedFor() {
    WireClient silent = visitors.stranger();
    assertThat(silent.awaitClose()).isEqualTo(new Closed(4500, "auth-timeout"));
  }

  @Test
  void pingsDoNotPutTheDeadlineOff() {
    RawSocket chatty = visitors.closing(RawSocket.open(visitors.endpoint(), Map.of()));
    RawFrame last = chatty.readUntil(RawFrame.PING, RawFrame.CLOSE);
    while (last.opcode() != RawFrame.CLOSE) {
      chatty.sendText("{\"type\":\"ping\"}");
      last = chatty.readUntil(RawFrame.PING, RawFrame.CLOSE);
    }
    assertThat(last.closed()).isEqualTo(new Closed(4500, "auth-timeout"));
  }

  @Test
  void aTokenThatProvesNothingEndsTheConnection() {
    for (String token :
        List.of(
            SignedTokens.forged("mallory"),
            SignedTokens.expired("mallory"),
            SignedTokens.unsigned("mallory"),
            SignedTokens.forOtherAudience("mallory"),
            "no.token.atall")) {
      WireClient client = visitors.stranger();
      JsonNode refusal = client.refusal("auth", Map.of("token", token));
      assertThat(refusal.path("code").stringValue()).isEqualTo("unauthenticated");
      assertThat(refusal.path("message").stringValue()).doesNotContain(token);
      assertThat(client.awaitClose()).isEqualTo(new Closed(1008, "invalid-token"));
    }
  }

  @Test
  void aGoodTokenThatIsTooLongIsRefusedUnread() {
    String[] roles = Collections.nCopies(700, "another-role").toArray(new String[0]);
    WireClient client = visitors.stranger();
    JsonNode refusal =
        client.refusal("auth", Map.of("token", SignedTokens.of("ada", "Ada", roles)));
    assertThat(refusal.path("code").stringValue()).isEqualTo("unauthenticated");
    assertThat(refusal.path("message").stringValue())
        .isEqualTo("the token is longer than 8192 bytes");
    assertThat(client.awaitClose()).isEqualTo(new Closed(1008, "invalid-token"));
  }

  @Test
  void aTokenThatRunsOutEndsTheConnection() {
    String token =
        SignedTokens.of(Visitors.unique("ada"), "Ada", List.of(), Duration.ofMillis(2500));
    WireClient client = visitors.closing(visitors.handshake().bearer(token).enter());
    assertThat(client.event("auth:expired").path("closesInMs").intValue()).isBetween(1, 2000);
    client.ask("room:join", Map.of("roomId", Visitors.unique("room"))); // within the grace
    assertThat(client.event("goodbye").path("reason").stringValue()).isEqualTo("token-expired");
    assertThat(client.awaitClose()).isEqualTo(new Closed(4003, "token-expired"));
  }

  @Test
  void aTokenThatIsExtendedInTimeKeepsItOpen() {
    String ada = Visitors.unique("ada");
    WireClient shortLived =
        visitors.closing(
            visitors
                .handshake()
                .bearer(SignedTokens.of(ada, "Ada", List.of(), Duration.ofMillis(2500)))
                .enter());
    WireClient extended =
        visitors.closing(
            visitors
                .handshake()
                .bearer(SignedTokens.of(ada, "Ada", List.of(), Duration.ofMillis(2500)))
                .enter());
    extended.ask("auth", Map.of("token", SignedTokens.of(ada, "Ada")));
    assertThat(shortLived.awaitClose().code()).isEqualTo(4003);
    extended.assertNothingLeft();
  }

  @Test
  void aTokenThatIsExtendedInTheGraceKeepsItOpen() {
    String ada = Visitors.unique("ada");
    String shortLived = SignedTokens.of(ada, "Ada", List.of(), Duration.ofMillis(2500));
    WireClient client = visitors.closing(visitors.handshake().bearer(shortLived).enter());
    client.event("auth:expired");
    assertThat(client.refusal("auth", Map.of("token", shortLived)).path("code").stringValue())
        .isEqualTo("unauthenticated");
    assertThat(
            client
                .refusal("auth", Map.of("token", SignedTokens.of("mallory", "Mallory")))
                .path("code")
                .stringValue())
        .isEqualTo("forbidden");
    String second = SignedTokens.of(ada, "Ada", List.of(), Duration.ofMillis(2500));
    client.ask("auth", Map.of("token", second));
    client.event("auth:expired"); // told again, of the second token
    client.ask("auth", Map.of("token", SignedTokens.of(ada, "Ada")));
    client.assertNothingLeft();
  }

  @Test
  void rolesFollowTheNewToken() {
    String ada = Visitors.unique("ada");
    WireClient client = visitors.user(ada);
    Map<String, Object> toAll = Map.of("to", Map.of("all", true), "event", "news");
    assertThat(client.refusal("emit", toAll).path("code").stringValue()).isEqualTo("forbidden");
    client.ask("auth", Map.of("token", SignedTokens.of(ada, "Ada", "admin")));
    assertThat(client.ask("emit", toAll).path("delivered").intValue()).isPositive();
    client.event("event");
  }

  @Test
  void aRoomThatTheNewTokenMayNotSeeIsLeft() {
    String ada = Visitors.unique("ada");
    String hidden = Visitors.unique("hidden:room");
    WireClient client = visitors.user(ada, "staff");
    WireClient boss = visitors.user(Visitors.unique("boss"), "staff");
    Visitors.join(boss, hidden);
    Visitors.join(client, hidden);
    boss.event("room:user-joined");
    client.ask("auth", Map.of("token", SignedTokens.of(ada, "Ada")));
    assertThat(client.event("room:lost").path("roomId").stringValue()).isEqualTo(hidden);
    assertThat(boss.event("room:user-left").path("userId").stringValue()).isEqualTo(ada);
    Visitors.say(boss, hidden, "for us only");
    assertThat(
            client
                .refusal("chat:send", Map.of("roomId", hidden, "content", "hello"))
                .path("code")
                .stringValue())
        .isEqualTo("not-found");
    client.assertNothingLeft();
  }

  @Test
  void aGuestComesBackAsTheSameGuest() {
    WireClient first = visitors.guest("Gus");
    String guestToken = first.welcomed().path("guestToken").stringValue();
    first.close();
    WireClient again = visitors.stranger();
    JsonNode ack = again.ask("auth", Map.of("token", guestToken));
    assertThat(ack.path("user").path("id").stringValue()).isEqualTo(first.userId());
    assertThat(ack.path("user").path("name").stringValue()).isEqualTo("Gus");
    assertThat(ack.path("user").path("roles").values())
        .extracting(JsonNode::stringValue)
        .containsExactly("guest");
    assertThat(again.welcomed().path("sessionId")).isNotEqualTo(first.welcomed().path("sessionId"));
    WireClient other = visitors.guest("Gus");
    assertThat(other.userId()).isNotEqualTo(first.userId());
  }
}
