package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Users report messages, and moderators decide on them. */
class ReportsIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String room = Visitors.unique("room");
  private final String ann = Visitors.unique("ann");
  private final String ben = Visitors.unique("ben");
  private final String mod = Visitors.unique("mod");

  private static RestClient as(String user, String... roles) {
    return RestClient.of(SharedGateway::get).bearer(SignedTokens.of(user, user, roles));
  }

  private RestClient moderator() {
    return as(mod, "moderator");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  /** A session in the room. */
  private WireClient in(String user) {
    WireClient client = visitors.user(user);
    Visitors.join(client, room);
    return client;
  }

  private Map<String, Object> of(String message) {
    return Map.of("roomId", room, "messageId", message, "reason", "is rude");
  }

  private static JsonNode decide(RestClient who, String report, String state) {
    return RestClient.body(
        who.post(
            "api/admin/report-decisions",
            Map.of("reportId", report, "state", state, "reason", "have read it")),
        200);
  }

  private JsonNode reports(String state) {
    String query = "api/admin/reports?roomId=" + room + "&state=" + state;
    return RestClient.body(moderator().get(query), 200).path("reports");
  }

  @Test
  void whatWasReportedIsKeptAsItWasRemovedAndBroughtBack() {
    WireClient rude = in(ben);
    String message = text(Visitors.say(rude, room, "you fool"), "messageId");
    rude.event("chat:message");
    WireClient reporter = in(ann);
    WireClient other = in(ann);

    String report = text(reporter.ask("moderation:report", of(message)), "reportId");

    assertThat(text(other.ask("moderation:report", of(message)), "reportId")).isEqualTo(report);
    rude.ask("chat:edit", Map.of("roomId", room, "messageId", message, "content", "hello"));
    rude.event("chat:edited");
    JsonNode pending = reports("pending");
    assertThat(pending).hasSize(1);
    assertThat(text(pending.path(0), "id")).isEqualTo(report);
    assertThat(text(pending.path(0), "content")).isEqualTo("you fool");
    assertThat(text(pending.path(0), "senderId")).isEqualTo(ben);
    assertThat(text(pending.path(0), "by")).isEqualTo(ann);
    assertThat(text(pending.path(0), "reason")).isEqualTo("is rude");

    assertThat(text(decide(moderator(), report, "assigned"), "assignedTo")).isEqualTo(mod);
    decide(moderator(), report, "removed");

    rude.event("chat:deleted");
    for (WireClient each : new WireClient[] {reporter, other}) {
      JsonNode told = each.event("moderation:report-decided");
      assertThat(text(told, "reportId")).isEqualTo(report);
      assertThat(text(told, "messageId")).isEqualTo(message);
      assertThat(text(told, "state")).isEqualTo("removed");
    }
    JsonNode undone = decide(as(Visitors.unique("mod"), "moderator"), report, "pending");
    assertThat(undone.has("assignedTo")).isFalse();
    assertThat(text(rude.event("chat:edited"), "content")).isEqualTo("hello");
    decide(moderator(), report, "retained");
    assertThat(text(reporter.event("moderation:report-decided"), "state")).isEqualTo("retained");
    assertThat(text(reports("retained").path(0), "decision")).isEqualTo("have read it");

    JsonNode audit =
        RestClient.body(moderator().get("api/admin/audit?action=report&roomId=" + room), 200)
            .path("entries");
    assertThat(audit.valueStream().map(entry -> text(entry, "after").replaceAll(".* ", "")))
        .containsExactly("retained", "pending", "removed", "assigned");
    assertThat(text(audit.path(0), "userId")).isEqualTo(ben);
  }

  @Test
  void isOfMessagesThatOneMaySeeAndOfOthersAlone() {
    WireClient rude = in(ben);
    String message = text(Visitors.say(rude, room, "you fool"), "messageId");
    WireClient outside = visitors.user(ann);

    Map<String, Object> hidden =
        Map.of("roomId", Visitors.unique("private:"), "messageId", message, "reason", "x");
    assertThat(text(outside.refusal("moderation:report", hidden), "code")).isEqualTo("not-found");
    assertThat(text(rude.refusal("moderation:report", of(message)), "code")).isEqualTo("invalid");
    Visitors.join(outside, room);
    String none = message.substring(0, message.indexOf('.')) + ".99";
    assertThat(text(outside.refusal("moderation:report", of(none)), "code")).isEqualTo("not-found");
    Map<String, Object> blank = Map.of("roomId", room, "messageId", message, "reason", " ");
    assertThat(text(outside.refusal("moderation:report", blank), "code")).isEqualTo("invalid");
  }

  @Test
  void isForThoseToDecideWhoModerateAndNotOnThemselves() {
    WireClient rude = visitors.user(mod, "moderator");
    Visitors.join(rude, room);
    String message = text(Visitors.say(rude, room, "you fool"), "messageId");
    String report = text(in(ann).ask("moderation:report", of(message)), "reportId");
    Map<String, String> remove = Map.of("reportId", report, "state", "removed", "reason", "x");

    RestClient.problem(as(ann).post("api/admin/report-decisions", remove), 404);
    RestClient.problem(moderator().post("api/admin/report-decisions", remove), 403);
    RestClient other = as(Visitors.unique("mod"), "moderator");
    RestClient.problem(other.post("api/admin/report-decisions", remove), 403);
    RestClient.problem(as(ann).get("api/admin/reports"), 403);
    RestClient.problem(other.get("api/admin/reports?state=open"), 400);
    Map<String, String> unknown =
        Map.of("reportId", "0000000000000001", "state", "removed", "reason", "x");
    RestClient.problem(other.post("api/admin/report-decisions", unknown), 404);
    assertThat(text(decide(other, report, "retained"), "decidedBy")).isNotEqualTo(mod);
  }
}
