package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** All that is stored of a user is given out and erased, and of nobody else. */
class UserRecordsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EXPORT = "api/admin/users/export?userId=";

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String room = "private:" + Visitors.unique("room");
  private final String ann = Visitors.unique("ann");
  private final RestClient admin = as(Visitors.unique("boss"), "admin");

  private static RestClient as(String user, String... roles) {
    return RestClient.of(SharedGateway::get).bearer(SignedTokens.of(user, user, roles));
  }

  private List<JsonNode> exported(String part) {
    List<JsonNode> found = new ArrayList<>();
    String query = EXPORT + ann + "&limit=1";
    while (!query.isEmpty()) {
      JsonNode page = RestClient.body(admin.get(query), 200);
      found.addAll(page.path(part).values());
      query =
          page.has("next")
              ? EXPORT + ann + "&limit=1&cursor=" + page.path("next").stringValue()
              : "";
    }
    return found;
  }

  private WireClient annInHerRoom() {
    WireClient owner = visitors.user(Visitors.unique("own"), "moderator");
    Visitors.join(owner, room);
    owner.ask("room:invite", Map.of("roomId", room, "userId", ann));
    WireClient client = visitors.user(ann);
    Visitors.join(client, room);
    String said = Visitors.say(client, room, "my secret").path("messageId").stringValue();
    Visitors.say(client, room, "another");
    String answer = Visitors.say(owner, room, "an answer").path("messageId").stringValue();
    owner.ask("moderation:report", report(said, "tells too much"));
    client.await(frame -> frame.toString().contains("an answer"), "the answer");
    client.ask("moderation:report", report(answer, "is no answer"));
    RestClient.body(
        admin.post(
            "api/admin/sanctions",
            Map.of("kind", "mute", "userId", ann, "roomId", room, "reason", "said her name")),
        201);
    return owner;
  }

  private Map<String, String> report(String message, String reason) {
    return Map.of("roomId", room, "messageId", message, "reason", reason);
  }

  @Test
  void allThatIsStoredIsGivenOutAndOnRecord() {
    annInHerRoom();
    assertThat(exported("messages"))
        .extracting(each -> each.path("content").stringValue())
        .containsExactly("my secret", "another");
    assertThat(exported("memberships"))
        .extracting(each -> each.path("roomId").stringValue())
        .containsExactly(room);
    assertThat(exported("sanctions"))
        .extracting(each -> each.path("reason").stringValue())
        .containsExactly("said her name");
    assertThat(exported("acts"))
        .extracting(each -> each.path("action").stringValue())
        .contains("mute", "export");
    assertThat(exported("reports"))
        .extracting(each -> each.path("reason").stringValue())
        .containsExactly("is no answer");
    List<JsonNode> reported = exported("reported");
    assertThat(reported)
        .extracting(each -> each.path("content").stringValue())
        .containsExactly("my secret");
    assertThat(reported.get(0).has("by")).isFalse();
  }

  @Test
  void whatIsErasedIsGoneAndWhatOthersHaveSaidStays() {
    WireClient owner = annInHerRoom();
    Map<String, String> order = Map.of("userId", ann, "reason", "asked for it");
    String id =
        RestClient.body(admin.post("api/admin/erasures", order), 202).path("id").stringValue();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                RestClient.body(admin.get("api/admin/erasures/" + id), 200)
                    .path("state")
                    .stringValue(),
            "done"::equals);

    assertThat(exported("messages")).isEmpty();
    assertThat(exported("memberships")).isEmpty();
    assertThat(exported("sanctions"))
        .extracting(each -> each.path("reason").stringValue())
        .containsExactly("erased");
    JsonNode reports = RestClient.body(admin.get("api/admin/reports?roomId=" + room), 200);
    assertThat(reports.path("reports"))
        .extracting(each -> each.path("reason").stringValue())
        .containsExactly("erased");
    assertThat(reports.toString()).doesNotContain(ann).doesNotContain("my secret");
    List<JsonNode> history = Visitors.history(owner, room);
    assertThat(history).extracting(each -> each.path("seq").intValue()).containsExactly(1, 2, 3);
    assertThat(history.toString()).doesNotContain(ann).doesNotContain("my secret");
    assertThat(history.get(0).path("senderName").stringValue()).isEqualTo("erased");
    assertThat(history.get(2).path("content").stringValue()).isEqualTo("an answer");
    assertThat(owner.event("chat:deleted").has("content")).isFalse();
    Map<String, String> one =
        Map.of(
            "roomId",
            room,
            "messageId",
            history.get(0).path("messageId").stringValue(),
            "reason",
            "x");
    RestClient.problem(admin.post("api/admin/restorations", one), 404);
    JsonNode audit = RestClient.body(admin.get("api/admin/audit?action=erase&userId=" + ann), 200);
    assertThat(audit.at("/entries/0/reason").stringValue()).isEqualTo("asked for it");
  }

  @Test
  void isForAdministratorsAndWellFormed() {
    RestClient moderator = as(Visitors.unique("mod"), "moderator");
    RestClient.problem(moderator.get(EXPORT + ann), 403);
    Map<String, String> order = Map.of("userId", ann, "reason", "x");
    RestClient.problem(moderator.post("api/admin/erasures", order), 403);
    RestClient.problem(admin.get("api/admin/users/export"), 400);
    RestClient.problem(admin.get(EXPORT + ann + "&cursor=x"), 400);
    RestClient.problem(admin.post("api/admin/erasures", Map.of("userId", ann)), 400);
    Map<String, String> service = Map.of("userId", "service:robot", "reason", "x");
    RestClient.problem(admin.post("api/admin/erasures", service), 400);
    RestClient.problem(admin.get("api/admin/erasures/none"), 404);
  }
}
