package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What moderators announce reaches those who are there, and those who come while it stands. */
class AnnouncementsIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  @RegisterExtension final Visitors visitorsOfTenants = new Visitors(RightsGateway::get);

  private final String room = Visitors.unique("room");
  private final String mod = Visitors.unique("mod");

  private static RestClient as(String user, String... roles) {
    return RestClient.of(SharedGateway::get).bearer(SignedTokens.of(user, user, roles));
  }

  private static Map<String, Object> announcement(Map<String, ?> more) {
    Map<String, Object> body =
        new HashMap<>(Map.of("content", "We close.", "level", "info", "reason", "maintenance"));
    body.putAll(more);
    return body;
  }

  private static JsonNode announce(RestClient by, Map<String, ?> more) {
    return RestClient.body(by.post("api/admin/announcements", announcement(more)), 201);
  }

  private static JsonNode end(RestClient by, String id) {
    Map<String, String> end = Map.of("announcementId", id, "reason", "over");
    return RestClient.body(by.post("api/admin/announcement-ends", end), 200);
  }

  private static String id(JsonNode announcement) {
    return announcement.path("id").asString();
  }

  private static List<String> ids(RestClient by, String query) {
    return RestClient.body(by.get("api/admin/announcements" + query), 200)
        .path("announcements")
        .valueStream()
        .map(AnnouncementsIT::id)
        .toList();
  }

  @Test
  void aStandingOneIsToldToWhoIsThereAndWhoComesUntilItIsEnded() {
    RestClient moderator = as(mod, "moderator");
    String other = Visitors.unique("room");
    WireClient ann = visitors.user(Visitors.unique("ann"));
    Visitors.join(ann, room);
    String id =
        id(announce(moderator, Map.of("roomIds", List.of(room, other), "durationMs", 3_600_000)));
    JsonNode told = ann.event("moderation:announcement");
    assertThat(id(told)).isEqualTo(id);
    assertThat(told.path("roomId").asString()).isEqualTo(room);
    WireClient ben = visitors.user(Visitors.unique("ben"));
    Visitors.join(ben, room);
    assertThat(ben.event("moderation:announcement")).isEqualTo(told);
    assertThat(ids(moderator, "?standing=true&roomId=" + room)).containsExactly(id);

    assertThat(end(moderator, id).path("state").asString()).isEqualTo("ended");
    assertThat(id(ann.event("moderation:announcement-ended"))).isEqualTo(id);
    assertThat(end(moderator, id).path("state").asString()).as("once more").isEqualTo("ended");
    assertThat(ids(moderator, "?standing=true&roomId=" + room)).isEmpty();
    assertThat(ids(moderator, "?standing=false&roomId=" + other)).containsExactly(id);
    WireClient eve = visitors.user(Visitors.unique("eve"));
    Visitors.join(eve, room);
    announce(moderator, Map.of("roomIds", List.of(room), "content", "Later."));
    assertThat(eve.event("moderation:announcement").path("content").asString())
        .as("the first that is told")
        .isEqualTo("Later.");
    JsonNode audit =
        RestClient.body(moderator.get("api/admin/audit?action=announce&roomId=" + room), 200);
    assertThat(audit.path("entries").values()).hasSize(3);
  }

  @Test
  void oneToEverybodyReachesAllOfTheTenantAndIsForAdministrators() {
    String tenant = Visitors.unique("t");
    RestClient admin = of(tenant, "boss", "admin");
    Map<String, Object> all = Map.of("everywhere", true, "content", "To all.");
    WireClient ann = RightsGateway.user(visitorsOfTenants, tenant, "ann");
    WireClient other = RightsGateway.user(visitorsOfTenants, Visitors.unique("t"), "eve");
    String once = id(announce(admin, all));
    assertThat(id(ann.event("moderation:announcement"))).isEqualTo(once);
    String id = id(announce(admin, with(all, "durationMs", 3_600_000)));
    assertThat(ann.event("moderation:announcement").has("roomId")).isFalse();
    WireClient ben = RightsGateway.user(visitorsOfTenants, tenant, "ben");
    assertThat(id(ben.event("moderation:announcement"))).isEqualTo(id);

    RestClient moderator = of(tenant, "mod", "moderator");
    RestClient.problem(moderator.post("api/admin/announcements", announcement(all)), 403);
    Map<String, String> end = Map.of("announcementId", id, "reason", "x");
    RestClient.problem(moderator.post("api/admin/announcement-ends", end), 403);
    end(admin, id);
    assertThat(ben.event("moderation:announcement-ended").has("roomId")).isFalse();
    other.assertNothingLeft();
  }

  private static RestClient of(String tenant, String user, String... roles) {
    return RestClient.of(RightsGateway::get)
        .bearer(RightsGateway.token(tenant, user, Map.of("roles", List.of(roles))));
  }

  private static Map<String, Object> with(Map<String, ?> body, String field, Object value) {
    Map<String, Object> more = new HashMap<>(body);
    more.put(field, value);
    return more;
  }

  @Test
  void isForThoseWhoModerateTheRoomAndWellFormed() {
    String desk = "private:" + Visitors.unique("room");
    String chief = Visitors.unique("chief");
    RestClient token =
        RestClient.of(SharedGateway::get)
            .bearer(SignedTokens.of(chief, chief)); // moderates no room
    Map<String, Object> toDesk = announcement(Map.of("roomIds", List.of(desk)));
    RestClient.problem(token.post("api/admin/announcements", toDesk), 404);
    RestClient.problem(
        token.post("api/admin/announcements", announcement(Map.of("roomIds", List.of(room)))), 403);
    RestClient.problem(token.get("api/admin/announcements"), 403);
    RestClient moderator = as(mod, "moderator");
    for (Map<String, Object> bad :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("roomIds", List.of()),
            Map.of("roomIds", List.of(room), "everywhere", true),
            Map.of("roomIds", List.of(room), "content", "  "),
            Map.of("roomIds", List.of(room), "level", "loud"),
            Map.of("roomIds", List.of(room), "durationMs", 1))) {
      RestClient.problem(moderator.post("api/admin/announcements", announcement(bad)), 400);
    }
    List<String> many = IntStream.range(0, 101).mapToObj(i -> room + i).toList();
    RestClient.problem(
        moderator.post("api/admin/announcements", announcement(Map.of("roomIds", many))), 400);
    RestClient.problem(
        moderator.post(
            "api/admin/announcement-ends",
            Map.of("announcementId", "18f3a2b4c5d60718", "reason", "x")),
        404);
  }
}
