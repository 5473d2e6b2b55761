package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.WireClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Users and rooms of two tenants never meet, however they are called. */
class TenantIT {
  @RegisterExtension final Visitors visitors = new Visitors(RightsGateway::get);

  private final String room = Visitors.unique("room");
  private final String ann = Visitors.unique("ann");
  private WireClient acme;
  private WireClient globex;

  @BeforeEach
  void namesakesEnterRoomsOfOneName() {
    acme = RightsGateway.user(visitors, "acme", ann, "admin", "moderator");
    globex = RightsGateway.user(visitors, "globex", ann, "admin", "moderator");
    for (WireClient each : List.of(acme, globex)) {
      assertThat(Visitors.join(each, room).path("memberCount").intValue()).isEqualTo(1);
    }
  }

  @Test
  void whatIsSaidTypedAndDoneInOneIsNotHeardInTheOther() {
    JsonNode said = Visitors.say(acme, room, "for acme only");
    acme.event("chat:message");
    acme.ask("typing:start", Map.of("roomId", room));
    acme.ask("presence:set", Map.of("status", "busy", "text", "at acme"));
    acme.event("presence:changed");
    Object messageId = said.path("messageId").stringValue();
    Map<String, Object> edit = Map.of("roomId", room, "messageId", messageId, "content", "mine");
    assertThat(globex.refusal("chat:edit", edit).path("code").stringValue()).isEqualTo("not-found");
    assertThat(
            globex
                .refusal("chat:delete", Map.of("roomId", room, "messageId", messageId))
                .path("code")
                .stringValue())
        .isEqualTo("not-found");
    assertThat(Visitors.history(globex, room)).isEmpty();
    assertThat(Visitors.history(acme, room)).hasSize(1);
    globex.assertNothingLeft();
    acme.assertNothingLeft();
  }

  @Test
  void oneKeyIsTwoKeys() {
    Map<String, Object> send = new HashMap<>(Map.of("roomId", room, "key", "k-1"));
    send.put("content", "acme's");
    JsonNode first = acme.ask("chat:send", send);
    send.put("content", "globex's");
    JsonNode second = globex.ask("chat:send", send);

    assertThat(second.path("seq").longValue()).isEqualTo(1);
    assertThat(second.path("epoch")).isNotEqualTo(first.path("epoch"));
    assertThat(acme.event("chat:message").path("content").stringValue()).isEqualTo("acme's");
    assertThat(globex.event("chat:message").path("content").stringValue()).isEqualTo("globex's");
  }

  @Test
  void membersAndPresenceAreTheTenants() {
    String ben = Visitors.unique("ben");
    WireClient other = RightsGateway.user(visitors, "globex", ben);
    Visitors.join(other, room);
    other.ask("presence:set", Map.of("status", "away"));
    acme.ask("presence:set", Map.of("status", "busy"));

    JsonNode members = acme.ask("room:members", Map.of("roomId", room)).path("members");
    assertThat(members)
        .singleElement()
        .satisfies(m -> assertThat(m.path("status").stringValue()).isEqualTo("busy"));
    assertThat(globex.ask("room:members", Map.of("roomId", room)).path("members").valueStream())
        .extracting(m -> m.path("userId").stringValue() + m.path("status").stringValue())
        .containsExactly(ann + "online", ben + "away");
    acme.event("presence:changed");
    acme.assertNothingLeft();
  }

  @Test
  void eventsStayInTheTenantEvenAnAdministrators() {
    String ben = Visitors.unique("ben");
    WireClient other = RightsGateway.user(visitors, "globex", ben);
    WireClient guest = visitors.guest("Guest");
    Map<String, Object> all = Map.of("all", true);
    assertThat(acme.ask("emit", Map.of("to", all, "event", "e")).path("delivered").intValue())
        .isEqualTo(1);
    acme.event("event");
    for (String user : List.of(ben, ann, guest.userId())) {
      JsonNode ack = acme.ask("emit", Map.of("to", Map.of("user", user), "event", "e"));
      assertThat(ack.path("delivered").intValue()).isEqualTo(user.equals(ann) ? 1 : 0);
    }
    acme.event("event");
    acme.ask("emit", Map.of("to", Map.of("rooms", List.of(room)), "event", "e"));
    acme.event("event");
    for (WireClient each : List.of(acme, globex, other, guest)) {
      each.assertNothingLeft();
    }
  }

  @Test
  void aSessionIsResumedAndRenewedInItsTenantOnly() {
    String session = globex.welcomed().path("sessionId").stringValue();
    WireClient thief = visitors.stranger();
    String acmes = RightsGateway.token("acme", ann, Map.of());
    JsonNode ack =
        thief.ask("auth", Map.of("token", acmes, "resume", Map.of("sessionId", session)));
    assertThat(ack.path("resumed").booleanValue()).isFalse();
    assertThat(globex.refusal("auth", Map.of("token", acmes)).path("code").stringValue())
        .isEqualTo("forbidden");
    globex.ask("auth", Map.of("token", RightsGateway.token("globex", ann, Map.of())));
    assertThat(Visitors.say(globex, room, "still here").path("seq").longValue()).isEqualTo(1);
  }

  @Test
  void theWireShowsNoTenant() {
    Visitors.say(acme, room, "hello");
    assertThat(acme.event("chat:message").toString())
        .contains("\"roomId\":\"" + room + "\"")
        .doesNotContain("acme");
    assertThat(acme.refusal("room:leave", Map.of("roomId", room + "-none")).toString())
        .contains("the room " + room + "-none")
        .doesNotContain("acme");
    assertThat(acme.refusal("room:join", Map.of("roomId", "acme!" + room)).path("code"))
        .hasToString("\"invalid\"");
  }

  @Test
  void noAdministratorOfOneEndsTheNodeOfAll() {
    String token = RightsGateway.token("acme", ann, Map.of("roles", List.of("admin")));
    RestClient admin = RestClient.of(RightsGateway::get).bearer(token);
    RestClient.problem(admin.send("POST", "api/admin/drain", null), 403);
    RestClient.problem(admin.get("api/admin/drain"), 403);
  }

  @Test
  void aTokenWithoutATenantIsRefused() {
    for (String claim : List.of("", "a!b", "a b")) {
      Map<String, Object> org = claim.isEmpty() ? Map.of() : Map.of("org", Map.of("id", claim));
      String token = RightsGateway.token("", ann, org);
      assertThatThrownBy(() -> visitors.handshake().bearer(token).open())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("401");
    }
  }
}
