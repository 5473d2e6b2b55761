package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What moderators see of a running node. */
class ConsoleReadingIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final RestClient stranger = RestClient.of(SharedGateway::get);
  private final RestClient admin = ApiKeys.admin(SharedGateway::get);
  private final RestClient moderator =
      stranger.bearer(SignedTokens.of(Visitors.unique("u-mod"), "Mod", "moderator"));
  private final String room = Visitors.unique("console");

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode rooms(RestClient who, String query) {
    return body(who.get("api/admin/rooms?" + query), 200);
  }

  private static List<String> ids(JsonNode page) {
    return page.path("rooms").valueStream().map(r -> r.path("roomId").stringValue()).toList();
  }

  @Test
  void roomsAreSearchedSortedAndPaged() {
    WireClient ann = visitors.guest("Ann");
    WireClient ben = visitors.guest("Ben");
    for (String name : List.of(room + "-a", room + "-b", room + "-c")) {
      Visitors.join(ann, name);
    }
    Visitors.join(ben, room + "-b");
    String search = "search=" + encoded(room.toUpperCase(java.util.Locale.ROOT));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode all = rooms(moderator, search + "&order=users&direction=desc");
              assertThat(all.path("total").intValue()).isEqualTo(3);
              assertThat(ids(all).get(0)).isEqualTo(room + "-b");
              assertThat(all.at("/rooms/0/users").intValue()).isEqualTo(2);
            });
    JsonNode first = rooms(moderator, search + "&limit=2");
    assertThat(ids(first)).containsExactly(room + "-a", room + "-b");
    JsonNode second =
        rooms(moderator, search + "&limit=2&cursor=" + first.path("next").stringValue());
    assertThat(ids(second)).containsExactly(room + "-c");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void aRoomThatAModeratorMayNotKnowIsNotThere() {
    String hidden = "staff:" + room;
    WireClient staff = visitors.user(Visitors.unique("u-st"), "staff");
    Visitors.join(staff, hidden);
    Visitors.join(visitors.guest("Ann"), room);
    String search = "search=" + room;
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ids(rooms(moderator, search))).containsExactly(room));
    String path = "api/admin/room?roomId=";
    JsonNode refused = problem(moderator.get(path + encoded(hidden)), 404);
    assertThat(refused.path("detail").stringValue()).isEqualTo("there is no room " + hidden);
    problem(moderator.get("api/admin/room/messages?roomId=" + encoded(hidden)), 404);
    problem(moderator.get(path + encoded(room + "-nowhere")), 404);
    problem(moderator.get("api/admin/room?roomId=%23"), 404);
  }

  @Test
  void aRoomIsShownWithItsMembersAndWhatWasSaid() {
    WireClient ann = visitors.guest("Ann");
    Visitors.join(ann, room);
    Visitors.say(ann, room, "<b>first</b>");
    Visitors.say(ann, room, "second");
    JsonNode shown = body(admin.get("api/admin/room?roomId=" + encoded(room)), 200);
    assertThat(shown.path("users").intValue()).isEqualTo(1);
    assertThat(shown.at("/policy/kind").stringValue()).isEqualTo("public");
    assertThat(shown.at("/members/0/username").stringValue()).isEqualTo("Ann");
    assertThat(shown.at("/members/0/sessions/0/address").stringValue()).isEqualTo("127.0.0.1");
    JsonNode unseen = body(moderator.get("api/admin/room?roomId=" + encoded(room)), 200);
    assertThat(unseen.at("/members/0/sessions/0").has("address")).isFalse();

    String messages = "api/admin/room/messages?roomId=" + encoded(room);
    JsonNode page = body(moderator.get(messages), 200);
    assertThat(page.path("messages").valueStream().map(m -> m.path("content").stringValue()))
        .containsExactly("<b>first</b>", "second");
    JsonNode before = body(moderator.get(messages + "&before=2&limit=1"), 200);
    assertThat(before.at("/messages/0/seq").intValue()).isEqualTo(1);
    problem(moderator.get(messages + "&before=2&after=1"), 400);
    problem(moderator.get(messages + "&after=1&at=2026-03-14T09:00:00Z"), 400);

    String second = page.at("/messages/1/timestamp").stringValue();
    JsonNode since = body(moderator.get(messages + "&at=" + encoded(second)), 200);
    assertThat(since.at("/messages").valueStream().map(m -> m.path("content").stringValue()))
        .contains("second");
    JsonNode all = body(moderator.get(messages + "&at=2026-03-14T09:00:00Z"), 200);
    assertThat(all.path("messages").size()).isEqualTo(2);
    JsonNode none = body(moderator.get(messages + "&at=9999-01-01T00:00:00Z"), 200);
    assertThat(none.path("messages").isEmpty()).isTrue();
  }

  @Test
  void howARoomIsSetStandsBesideItsPolicyAndInTheList() {
    Visitors.join(visitors.guest("Ann"), room);
    JsonNode open = body(moderator.get("api/admin/room?roomId=" + room), 200);
    assertThat(open.has("controls")).isFalse();
    assertThat(open.at("/policy/join/0").stringValue()).isEqualTo("*");
    assertThat(open.at("/policy/rooms").stringValue()).isEqualTo("*");
    body(
        moderator
            .with("Content-Type", "application/json")
            .send(
                "PATCH",
                "api/admin/room-controls",
                "{\"roomId\": \"%s\", \"slowModeSeconds\": 7, \"reason\": \"calm\"}"
                    .formatted(room)),
        200);
    JsonNode set = body(moderator.get("api/admin/room?roomId=" + room), 200);
    assertThat(set.at("/controls/slowModeSeconds").intValue()).isEqualTo(7);
    assertThat(set.at("/controls/locked").booleanValue()).isFalse();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        rooms(moderator, "search=" + room)
                            .at("/rooms/0/controls/slowModeSeconds")
                            .asInt(0))
                    .isEqualTo(7));
  }

  @Test
  void settingsAreForAdministratorsAndWithoutSecrets() {
    String answer = admin.get("api/admin/settings").body();
    assertThat(answer).doesNotContain(SignedTokens.SECRET);
    JsonNode settings = body(admin.get("api/admin/settings"), 200).path("settings");
    JsonNode secret =
        settings
            .valueStream()
            .filter(s -> s.path("key").stringValue().equals("parley.identity.tokens.hs256-secret"))
            .findFirst()
            .orElseThrow();
    assertThat(secret.path("hidden").booleanValue()).isTrue();
    assertThat(secret.path("changed").booleanValue()).isTrue();
    assertThat(secret.has("value")).isFalse();
    problem(moderator.get("api/admin/settings"), 403);
    problem(stranger.get("api/admin/settings"), 401);
  }

  @Test
  void thatAPrivateRoomIsReadStandsInTheAuditLog() {
    String hidden = "private:" + room;
    WireClient owner = visitors.user(Visitors.unique("u-own"), "moderator");
    Visitors.join(owner, hidden);
    Visitors.say(owner, hidden, "between us");
    for (int i = 0; i < 2; i++) {
      body(admin.get("api/admin/room/messages?roomId=" + encoded(hidden)), 200);
    }
    JsonNode entries =
        body(admin.get("api/admin/audit?action=read&roomId=" + encoded(hidden)), 200)
            .path("entries");
    assertThat(entries.size()).isEqualTo(1);
    assertThat(entries.at("/0/reason").stringValue()).isEqualTo("read in the console");
  }

  @Test
  void soDoesThatItIsReadOverAConnectionFromOutside() {
    Visitors ofTenants = new Visitors(RightsGateway::get);
    String tenant = Visitors.unique("t");
    String vault = "vault:" + room;
    try (WireClient owner = RightsGateway.user(ofTenants, tenant, "own", "moderator");
        WireClient auditor = RightsGateway.user(ofTenants, tenant, "aud", "auditor")) {
      Visitors.join(owner, vault);
      Visitors.say(owner, vault, "between us");
      for (int i = 0; i < 2; i++) {
        assertThat(Visitors.history(auditor, vault)).hasSize(1);
        assertThat(Visitors.history(owner, vault)).hasSize(1);
      }
    }
    RestClient boss =
        RestClient.of(RightsGateway::get)
            .bearer(RightsGateway.token(tenant, "boss", Map.of("roles", List.of("admin"))));
    JsonNode entries =
        body(boss.get("api/admin/audit?action=read&roomId=" + encoded(vault)), 200).path("entries");
    assertThat(entries.valueStream().map(entry -> entry.path("by").stringValue()))
        .containsExactly("aud");
  }

  @Test
  void sessionsAreFoundByTheirUser() {
    String id = Visitors.unique("u-find");
    WireClient user = visitors.user(id);
    Visitors.join(user, room);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode found = body(admin.get("api/admin/sessions?search=" + id), 200);
              assertThat(found.path("total").intValue()).isEqualTo(1);
              assertThat(found.at("/sessions/0/user/id").stringValue()).isEqualTo(id);
            });
    JsonNode own = body(moderator.get("api/admin/sessions?userId=" + id), 200);
    assertThat(own.at("/sessions/0/roomIds/0").stringValue()).isEqualTo(room);
    assertThat(own.at("/sessions/0").has("address")).isFalse();
    assertThat(own.at("/sessions/0/rate/burst").intValue()).isPositive();
    assertThat(own.at("/sessions/0/rate/refused").intValue()).isZero();
  }

  @Test
  void theLastHourIsThere() {
    Visitors.join(visitors.guest("Ann"), room);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode series = body(moderator.get("api/admin/overview?step=1"), 200);
              JsonNode points = series.path("points");
              assertThat(points.isEmpty()).isFalse();
              JsonNode last = points.path(points.size() - 1);
              assertThat(last.path("sessions").intValue()).isPositive();
              assertThat(last.path("rooms").intValue()).isPositive();
              String at = last.path("at").stringValue();
              JsonNode more =
                  body(moderator.get("api/admin/overview?step=1&after=" + encoded(at)), 200);
              assertThat(more.path("points").size()).isLessThan(points.size());
            });
  }

  @Test
  void nobodyElseSeesAnyOfIt() {
    RestClient user = stranger.bearer(SignedTokens.of("u-ann", "Ann", "staff"));
    for (String path : List.of("overview", "rooms", "room?roomId=x", "room/messages", "sessions")) {
      problem(user.get("api/admin/" + path), 403);
      problem(stranger.get("api/admin/" + path), 401);
    }
  }

  @Test
  void whatIsAskedForWronglyIsNamed() {
    for (String query :
        List.of("order=age", "direction=up", "cursor=!", "limit=0", "limit=201", "size=3")) {
      assertThat(problem(moderator.get("api/admin/rooms?" + query), 400).path("violations").size())
          .isEqualTo(1);
    }
    problem(moderator.get("api/admin/overview?step=61"), 400);
    problem(moderator.get("api/admin/overview?after=yesterday"), 400);
    problem(moderator.get("api/admin/room"), 400);
  }
}
