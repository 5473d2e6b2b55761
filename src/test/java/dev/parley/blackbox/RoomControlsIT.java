package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Moderators set a room over REST, and those in it and before it notice. */
class RoomControlsIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String room = Visitors.unique("room");
  private final String mod = Visitors.unique("mod");

  private static RestClient as(String user, String... roles) {
    return RestClient.of(SharedGateway::get).bearer(SignedTokens.of(user, user, roles));
  }

  private HttpResponse<String> patch(RestClient caller, Map<String, ?> change) {
    Map<String, Object> body = new TreeMap<>(Map.of("roomId", room, "reason", "a raid"));
    body.putAll(change);
    return caller
        .with("Content-Type", "application/json")
        .send("PATCH", "api/admin/room-controls", RestClient.JSON.writeValueAsString(body));
  }

  private JsonNode set(String setting, Object value) {
    return RestClient.body(patch(as(mod, "moderator"), Map.of(setting, value)), 200);
  }

  private static String code(JsonNode node) {
    return node.path("code").asString();
  }

  private String joining(WireClient client) {
    return code(client.refusal("room:join", Map.of("roomId", room)));
  }

  private String saying(WireClient client, String content) {
    return code(client.refusal("chat:send", Map.of("roomId", room, "content", content)));
  }

  @Test
  void aLockedRoomKeepsThoseWhoAreInIt() {
    WireClient ann = visitors.user(Visitors.unique("ann"));
    WireClient ben = visitors.user(Visitors.unique("ben"));
    Visitors.join(ann, room);

    set("locked", true);
    assertThat(ann.event("moderation:room").path("locked").booleanValue()).isTrue();
    assertThat(joining(ben)).isEqualTo("locked");
    Visitors.join(ann, room);
    assertThat(ann.event("moderation:room").has("reason")).as("on entering").isFalse();
    Visitors.say(ann, room, "still here");
    Visitors.join(visitors.user(mod, "moderator"), room);

    set("locked", false);
    assertThat(ann.event("moderation:room").path("locked").booleanValue()).isFalse();
    Visitors.join(ben, room);
  }

  @Test
  void aReadOnlyRoomIsForModeratorsToSpeakIn() {
    WireClient ann = visitors.user(Visitors.unique("ann"));
    Visitors.join(ann, room);
    WireClient moderator = visitors.user(mod, "moderator");
    Visitors.join(moderator, room);
    set("readOnly", true);
    ann.event("moderation:room");

    assertThat(saying(ann, "hello?")).isEqualTo("locked");
    Map<String, Object> emit = Map.of("to", Map.of("room", room), "event", "e");
    assertThat(code(ann.refusal("emit", emit))).isEqualTo("locked");
    Visitors.say(moderator, room, "one at a time");
    ann.event("chat:message");
  }

  @Test
  void aSlowRoomSaysHowLongToWaitAndKnowsARetry() {
    WireClient ann = visitors.user(Visitors.unique("ann"));
    Visitors.join(ann, room);
    set("slowModeSeconds", 3_600);
    ann.event("moderation:room");

    Map<String, Object> once = Map.of("roomId", room, "content", "one", "key", "k-1");
    JsonNode first = ann.ask("chat:send", once);
    JsonNode refusal = ann.refusal("chat:send", Map.of("roomId", room, "content", "two"));
    assertThat(code(refusal)).isEqualTo("slow-mode");
    assertThat(refusal.path("retryAfterMs").longValue()).isBetween(1L, 3_600_000L);
    assertThat(ann.ask("chat:send", once)).as("the same message").isEqualTo(first);
    set("slowModeSeconds", 0);
    Visitors.say(ann, room, "two");
  }

  @Test
  void behindItsShieldARoomIsForMembersAndAsBeforeWithoutIt() {
    WireClient guest = visitors.guest("Gus");
    WireClient ann = visitors.user(Visitors.unique("ann"));
    Visitors.join(guest, room);
    Visitors.join(ann, room);
    set("slowModeSeconds", 60);

    JsonNode up = set("shield", true);
    assertThat(up.path("shield").booleanValue()).isTrue();
    assertThat(up.path("slowModeSeconds").intValue()).isEqualTo(60);
    assertThat(saying(guest, "raid")).isEqualTo("locked");
    Visitors.say(ann, room, "calm");
    assertThat(saying(ann, "calmer")).isEqualTo("slow-mode");
    assertThat(joining(visitors.guest("Gil"))).isEqualTo("locked");

    JsonNode down = set("shield", false);
    assertThat(down.path("locked").booleanValue()).isFalse();
    assertThat(down.path("slowModeSeconds").intValue()).isEqualTo(60);
    RestClient moderator = as(mod, "moderator");
    assertThat(
            RestClient.body(moderator.get("api/admin/room-controls?roomId=" + room), 200)
                .path("slowModeSeconds")
                .intValue())
        .isEqualTo(60);
    JsonNode all = RestClient.body(moderator.get("api/admin/room-controls?limit=200"), 200);
    assertThat(all.path("rooms").valueStream().map(each -> each.path("roomId").asString()))
        .contains(room);
    JsonNode audit =
        RestClient.body(moderator.get("api/admin/audit?action=room-controls&roomId=" + room), 200);
    assertThat(audit.path("entries").valueStream().map(each -> each.path("after").asString()))
        .containsExactly(
            "slow mode 60 s", "shield, locked, slow mode 60 s, members only", "slow mode 60 s");
  }

  @Test
  void isForThoseWhoModerateTheRoomAndWellFormed() {
    RestClient ann = as(Visitors.unique("ann"));
    RestClient.problem(patch(ann, Map.of("locked", true)), 403);
    RestClient.problem(ann.get("api/admin/room-controls?roomId=" + room), 403);
    RestClient.problem(ann.get("api/admin/room-controls"), 403);
    RestClient.problem(ann.get("api/admin/room-controls?roomId=private:" + room), 404);
    RestClient moderator = as(mod, "moderator");
    RestClient.problem(moderator.get("api/admin/room-controls?roomId=%23ann"), 404);
    List<Map<String, Object>> refused =
        List.of(
            Map.of(),
            Map.of("slowModeSeconds", 21_601),
            Map.of("slowModeSeconds", -1),
            Map.of("shield", true, "locked", true),
            Map.of("locked", true, "reason", ""));
    for (Map<String, Object> bad : refused) {
      RestClient.problem(patch(moderator, bad), 400);
    }
  }
}
