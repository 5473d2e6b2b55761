package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Moderators mute, kick and ban over REST, and the user's clients see it. */
class SanctionsIT {
  private static final Closed BANNED = new Closed(4503, "banned");

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String room = Visitors.unique("room");
  private final String ann = Visitors.unique("ann");
  private final String mod = Visitors.unique("mod");

  private static RestClient as(String user, String... roles) {
    return RestClient.of(SharedGateway::get).bearer(SignedTokens.of(user, user, roles));
  }

  private RestClient moderator() {
    return as(mod, "moderator");
  }

  private static Map<String, Object> order(String kind, String user, Object... more) {
    Map<String, Object> order = new HashMap<>(Map.of("kind", kind, "userId", user));
    order.put("reason", "because");
    for (int i = 0; i < more.length; i += 2) {
      order.put((String) more[i], more[i + 1]);
    }
    return order;
  }

  private JsonNode impose(String kind, String user, Object... more) {
    return RestClient.body(moderator().post("api/admin/sanctions", order(kind, user, more)), 201);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  @Test
  void whoIsMutedInARoomSpeaksElsewhere() {
    String other = Visitors.unique("room");
    WireClient client = visitors.user(ann);
    Visitors.join(client, room);
    Visitors.join(client, other);
    String first = text(Visitors.say(client, room, "first"), "messageId");
    client.event("chat:message");

    JsonNode mute = impose("mute", ann, "roomId", room, "durationMs", 600_000);

    JsonNode told = client.event("moderation:muted");
    assertThat(text(told, "roomId")).isEqualTo(room);
    assertThat(text(told, "until")).isEqualTo(text(mute, "until"));
    assertThat(text(told, "reason")).isEqualTo("because");
    Map<String, Object> said = Map.of("roomId", room, "content", "me?");
    JsonNode refusal = client.refusal("chat:send", said);
    assertThat(text(refusal, "code")).isEqualTo("muted");
    assertThat(refusal.path("retryAfterMs").longValue()).isBetween(1L, 600_000L);
    assertThat(
            text(
                client.refusal(
                    "chat:edit", Map.of("roomId", room, "messageId", first, "content", "x")),
                "code"))
        .isEqualTo("muted");
    assertThat(
            text(client.refusal("emit", Map.of("to", Map.of("room", room), "event", "e")), "code"))
        .isEqualTo("muted");
    Visitors.say(client, other, "elsewhere");
    client.event("chat:message");
    client.ask("chat:delete", Map.of("roomId", room, "messageId", first));
    client.event("chat:deleted");

    RestClient.body(
        as(Visitors.unique("mod"), "moderator")
            .post("api/admin/lifts", Map.of("sanctionId", text(mute, "id"), "reason", "sorry")),
        200);
    assertThat(text(client.event("moderation:lifted"), "kind")).isEqualTo("mute");
    Visitors.say(client, room, "thanks");
  }

  @Test
  void whoIsMutedEverywhereIsToldWithEachConnection() {
    impose("mute", ann);
    WireClient client = visitors.user(ann);
    assertThat(client.event("moderation:muted").has("roomId")).isFalse();
    Visitors.join(client, room);
    assertThat(text(client.refusal("chat:send", Map.of("roomId", room, "content", "hm")), "code"))
        .isEqualTo("muted");
    JsonNode status = client.refusal("presence:set", Map.of("status", "away", "text", "read this"));
    assertThat(text(status, "code")).isEqualTo("muted");
    client.ask("presence:set", Map.of("status", "away"));
  }

  @Test
  void whoIsKickedComesBackWhenItIsLifted() {
    WireClient ben = visitors.user(Visitors.unique("ben"));
    Visitors.join(ben, room);
    WireClient client = visitors.user(ann);
    WireClient second = visitors.user(ann);
    Visitors.join(client, room);
    Visitors.join(second, room);
    ben.event("room:user-joined");

    JsonNode kick = impose("kick", ann, "roomId", room);

    for (WireClient each : List.of(client, second)) {
      assertThat(text(each.event("moderation:kicked"), "until")).isEqualTo(text(kick, "until"));
      assertThat(text(each.event("room:lost"), "code")).isEqualTo("banned");
    }
    assertThat(text(ben.event("room:user-left"), "userId")).isEqualTo(ann);
    assertThat(text(client.refusal("room:join", Map.of("roomId", room)), "code"))
        .isEqualTo("banned");
    RestClient.body(
        moderator()
            .post("api/admin/lifts", Map.of("sanctionId", text(kick, "id"), "reason", "back")),
        200);
    client.event("moderation:lifted");
    Visitors.join(client, room);
  }

  @Test
  void whoIsBannedFromARoomIsElsewhere() {
    WireClient client = visitors.user(ann);
    Visitors.join(client, room);
    impose("ban", ann, "roomId", room);
    assertThat(client.event("moderation:banned").has("until")).isFalse();
    client.event("room:lost");
    JsonNode refusal = client.refusal("room:join", Map.of("roomId", room));
    assertThat(text(refusal, "code")).isEqualTo("banned");
    assertThat(refusal.has("retryAfterMs")).isFalse();
    Visitors.join(client, Visitors.unique("room"));
  }

  @Test
  void whoIsBannedEverywhereIsOutByEveryEntrance() {
    WireClient client = visitors.user(ann);
    WireClient ben = visitors.user(Visitors.unique("ben"));
    JsonNode ban = impose("ban", ann, "durationMs", 3_600_000);

    client.event("moderation:banned");
    assertThat(text(client.event("goodbye"), "reason")).isEqualTo("banned");
    assertThat(client.awaitClose()).isEqualTo(BANNED);
    WireClient byFrame = visitors.stranger();
    assertThat(text(byFrame.refusal("auth", Map.of("token", SignedTokens.of(ann, "A"))), "code"))
        .isEqualTo("banned");
    assertThat(byFrame.awaitClose()).isEqualTo(BANNED);
    JsonNode problem = RestClient.problem(as(ann).send("POST", "api/tickets", null), 403);
    assertThat(text(problem, "code")).isEqualTo("banned");
    RestClient.body(ben(ben), 200);

    RestClient.body(
        moderator()
            .post("api/admin/lifts", Map.of("sanctionId", text(ban, "id"), "reason", "time")),
        200);
    visitors.user(ann);
  }

  private static java.net.http.HttpResponse<String> ben(WireClient ben) {
    return as(ben.userId()).get("api/me");
  }

  @Test
  void aRoomsModeratorActsThereAlone() {
    String team = Visitors.unique("private:team");
    String lead = Visitors.unique("lead");
    WireClient boss = visitors.user(mod, "moderator");
    Visitors.join(boss, team);
    boss.ask("room:invite", Map.of("roomId", team, "userId", lead, "moderator", true));
    boss.ask("room:invite", Map.of("roomId", team, "userId", ann));
    WireClient client = visitors.user(ann);
    Visitors.join(client, team);

    RestClient leads = as(lead);
    JsonNode mute =
        RestClient.body(leads.post("api/admin/sanctions", order("mute", ann, "roomId", team)), 201);
    client.event("moderation:muted");
    RestClient.problem(leads.post("api/admin/sanctions", order("mute", ann, "roomId", room)), 403);
    RestClient.problem(leads.post("api/admin/sanctions", order("mute", ann)), 403);
    JsonNode staff =
        RestClient.problem(
            leads.post("api/admin/sanctions", order("kick", mod, "roomId", team)), 403);
    assertThat(text(staff, "detail")).contains("who is staff");
    String hidden = Visitors.unique("private:other");
    RestClient.problem(
        leads.post("api/admin/sanctions", order("mute", ann, "roomId", hidden)), 404);
    RestClient.problem(as(ann).get("api/admin/sanctions?roomId=" + team), 403);
    RestClient.problem(leads.get("api/admin/sanctions"), 403);
    JsonNode list = RestClient.body(leads.get("api/admin/sanctions?roomId=" + team), 200);
    assertThat(list.path("sanctions").values()).containsExactly(mute);
    Map<String, String> lift = Map.of("sanctionId", text(mute, "id"), "reason", "x");
    RestClient.problem(as(ann).post("api/admin/lifts", lift), 404);
    RestClient.body(leads.post("api/admin/lifts", lift), 200);
  }

  @Test
  void aRoomsModeratorWhoIsBannedThereActsThereNoMore() {
    String team = Visitors.unique("private:team");
    String lead = Visitors.unique("lead");
    WireClient boss = visitors.user(mod, "moderator");
    Visitors.join(boss, team);
    boss.ask("room:invite", Map.of("roomId", team, "userId", lead, "moderator", true));
    boss.ask("room:invite", Map.of("roomId", team, "userId", ann));
    RestClient leads = as(lead);
    RestClient.body(leads.get("api/admin/sanctions?roomId=" + team), 200);

    impose("ban", lead, "roomId", team);

    RestClient.problem(leads.get("api/admin/sanctions?roomId=" + team), 403);
    JsonNode refusal =
        RestClient.problem(
            leads.post("api/admin/sanctions", order("mute", ann, "roomId", team)), 403);
    assertThat(text(refusal, "code")).isEqualTo("banned");
    WireClient client = visitors.user(lead);
    Map<String, String> other = Map.of("roomId", team, "userId", ann);
    assertThat(text(client.refusal("room:invite", other), "code")).isEqualTo("banned");
    assertThat(text(client.refusal("room:uninvite", other), "code")).isEqualTo("banned");
    client.ask("room:uninvite", Map.of("roomId", team, "userId", lead));
  }

  @Test
  void everyActIsOnRecord() {
    JsonNode first = impose("mute", ann, "roomId", room);
    JsonNode second = impose("mute", ann, "roomId", room, "durationMs", 60_000);
    RestClient.body(
        moderator()
            .post("api/admin/lifts", Map.of("sanctionId", text(second, "id"), "reason", "=1+1")),
        200);

    JsonNode page =
        RestClient.body(moderator().get("api/admin/sanctions?limit=1&roomId=" + room), 200);
    assertThat(text(page.path("sanctions").path(0), "state")).isEqualTo("lifted");
    JsonNode rest =
        RestClient.body(
            moderator().get("api/admin/sanctions?roomId=" + room + "&cursor=" + text(page, "next")),
            200);
    assertThat(text(rest.path("sanctions").path(0), "id")).isEqualTo(text(first, "id"));
    assertThat(text(rest.path("sanctions").path(0), "state")).isEqualTo("replaced");
    assertThat(rest.has("next")).isFalse();

    JsonNode entries =
        RestClient.body(moderator().get("api/admin/audit?roomId=" + room), 200).path("entries");
    assertThat(entries.valueStream().map(entry -> text(entry, "action")))
        .containsExactly("lift", "mute", "mute");
    assertThat(text(entries.path(1), "before")).isEqualTo("mute until lifted");
    assertThat(text(entries.path(1), "by")).isEqualTo(mod);
    String csv =
        moderator().with("Accept", "text/csv").get("api/admin/audit?roomId=" + room).body();
    assertThat(csv.lines()).hasSize(4);
    assertThat(csv).startsWith("id,at,by,action").contains("\"'=1+1\"");
    assertThat(
            RestClient.body(moderator().get("api/admin/audit?action=lift&userId=" + ann), 200)
                .path("entries")
                .size())
        .isEqualTo(1);
  }

  @Test
  void nobodyLiftsWhatIsImposedOnOneself() {
    RestClient admin = as(Visitors.unique("root"), "admin");
    JsonNode mute = RestClient.body(admin.post("api/admin/sanctions", order("mute", mod)), 201);
    Map<String, String> lift = Map.of("sanctionId", text(mute, "id"), "reason", "x");
    RestClient.problem(moderator().post("api/admin/lifts", lift), 403);
    RestClient.body(as(Visitors.unique("mod"), "moderator").post("api/admin/lifts", lift), 200);
  }

  @Test
  void badOrdersAreNamed() {
    RestClient admin = as(Visitors.unique("root"), "admin");
    assertThat(violation(admin, order("kick", ann))).isEqualTo("roomId must be given for a kick");
    assertThat(violation(admin, Map.of("kind", "mute", "reason", "x")))
        .isEqualTo("userId must be given, or else address, and not both");
    assertThat(violation(admin, order("shun", ann)))
        .isEqualTo("kind must be one of mute, kick, ban");
    assertThat(violation(admin, order("mute", ann, "durationMs", 999)))
        .isEqualTo("durationMs must be 1000 to 315360000000 (ten years)");
    assertThat(violation(admin, order("mute", ann, "reason", " ")))
        .startsWith("reason must be 1 to 512 characters");
    assertThat(violation(admin, order("mute", "service:billing"))).startsWith("userId must be a");
    assertThat(violation(moderator(), order("mute", mod))).startsWith("userId must be somebody");
    Map<String, Object> everybodyHere =
        Map.of("kind", "ban", "address", "127.0.0.0/8", "reason", "x");
    assertThat(violation(admin, everybodyHere)).startsWith("address must not have your own");
    RestClient.problem(
        moderator()
            .post(
                "api/admin/sanctions",
                Map.of("kind", "ban", "address", "203.0.113.0/24", "reason", "x")),
        403);
  }

  private static String violation(RestClient caller, Map<String, Object> order) {
    JsonNode first =
        RestClient.problem(caller.post("api/admin/sanctions", order), 400)
            .path("violations")
            .path(0);
    return text(first, "path") + " " + text(first, "message");
  }

  @Test
  void addressesAreForAdministratorsToSearchBy() {
    String query = "api/admin/sanctions?address=198.51.100.0/24";
    RestClient.problem(moderator().get(query), 403);
    RestClient.body(as(mod, "admin").get(query), 200);
  }
}
