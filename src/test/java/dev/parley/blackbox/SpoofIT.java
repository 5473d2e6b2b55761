package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who claims in a frame to be another is heard as who the connection has proven to be. */
class SpoofIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  @Test
  void noFieldOfAFrameMakesAnotherOfTheSender() {
    WireClient ada = visitors.user(Visitors.unique("ada"));
    WireClient mallory = visitors.user(Visitors.unique("mallory"));
    String room = Visitors.unique("room");
    Visitors.join(ada, room);
    mallory.ask("room:join", as(ada, Map.of("roomId", room)));
    JsonNode joined = ada.event("room:user-joined");
    assertThat(joined.path("userId").stringValue()).isEqualTo(mallory.userId());
    assertThat(joined.path("username").stringValue()).isEqualTo(mallory.userId());

    mallory.ask("chat:send", as(ada, Map.of("roomId", room, "content", "it was me")));
    JsonNode said = ada.event("chat:message");
    assertThat(said.path("senderId").stringValue()).isEqualTo(mallory.userId());
    assertThat(said.path("senderName").stringValue()).isEqualTo(mallory.userId());

    mallory.ask("typing:start", as(ada, Map.of("roomId", room)));
    assertThat(ada.event("typing:user").path("userId").stringValue()).isEqualTo(mallory.userId());

    mallory.ask("presence:set", as(ada, Map.of("status", "away")));
    assertThat(ada.event("presence:changed").path("userId").stringValue())
        .isEqualTo(mallory.userId());

    mallory.ask(
        "emit", as(ada, Map.of("to", Map.of("room", room), "event", "wave", "exceptSelf", true)));
    JsonNode from = ada.event("event").path("from");
    assertThat(from.path("userId").stringValue()).isEqualTo(mallory.userId());
    assertThat(from.path("username").stringValue()).isEqualTo(mallory.userId());
    assertThat(from.path("clientId").stringValue()).isEqualTo(mallory.clientId());

    mallory.ask("room:leave", as(ada, Map.of("roomId", room)));
    assertThat(ada.event("room:user-left").path("userId").stringValue())
        .isEqualTo(mallory.userId());
    Visitors.say(ada, room, "I am still in the room");
  }

  @Test
  void noFieldGivesARight() {
    WireClient ada = visitors.user(Visitors.unique("ada"));
    WireClient mallory = visitors.user(Visitors.unique("mallory"));
    String room = Visitors.unique("room");
    Visitors.join(ada, room);
    Visitors.join(mallory, room);
    String message = Visitors.say(ada, room, "hers").path("messageId").stringValue();
    Map<String, Object> hers = as(ada, Map.of("roomId", room, "messageId", message));
    assertThat(mallory.refusal("chat:delete", hers).path("code").stringValue())
        .isEqualTo("forbidden");
    Map<String, Object> toAll = as(ada, Map.of("to", Map.of("all", true), "event", "news"));
    assertThat(mallory.refusal("emit", toAll).path("code").stringValue()).isEqualTo("forbidden");
    Map<String, Object> other = as(ada, Map.of("token", "no.token.atall"));
    assertThat(mallory.refusal("auth", other).path("code").stringValue())
        .isEqualTo("unauthenticated");
  }

  @Test
  void neitherAQueryNorAHeaderMakesAnotherOfTheClient() {
    WireClient client =
        visitors.closing(
            visitors
                .handshake()
                .as("root")
                .header("X-User", "root")
                .header("X-Forwarded-User", "root")
                .header("X-Remote-User", "root")
                .header("Remote-User", "root")
                .header("Cookie", "user=root; roles=admin")
                .enter());
    assertThat(client.userId()).startsWith("guest-");
    assertThat(client.welcomed().path("user").path("roles").size()).isEqualTo(1);
    assertThat(client.welcomed().path("user").path("roles").path(0).stringValue())
        .isEqualTo("guest");
  }

  /** Every word by which a frame could say who sends it, and with which right. */
  private static Map<String, Object> as(WireClient victim, Map<String, Object> data) {
    Map<String, Object> spoofed = new LinkedHashMap<>(data);
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("id", victim.userId());
    user.put("name", victim.userId());
    user.put("roles", new String[] {"admin"});
    spoofed.put("user", user);
    spoofed.put("from", Map.of("userId", victim.userId(), "clientId", victim.clientId()));
    for (String name : new String[] {"userId", "senderId", "sub", "id", "owner", "deletedBy"}) {
      spoofed.put(name, victim.userId());
    }
    for (String name : new String[] {"username", "senderName", "name"}) {
      spoofed.put(name, victim.userId());
    }
    spoofed.put("clientId", victim.clientId());
    spoofed.put("sessionId", victim.welcomed().path("sessionId").stringValue());
    spoofed.put("roles", new String[] {"admin", "moderator"});
    spoofed.put("role", "admin");
    spoofed.put("admin", true);
    spoofed.put("tenant", "another");
    return spoofed;
  }
}
