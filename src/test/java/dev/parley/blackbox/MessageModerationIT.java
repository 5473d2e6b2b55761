package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Moderators hide messages, show them again, and end connections. */
class MessageModerationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  private Map<String, String> one(String message) {
    return Map.of("roomId", room, "messageId", message, "reason", "names a customer");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  @Test
  void aMessageGoesAndComesBackForAllAndForWhoWasAway() {
    WireClient client = visitors.user(ann);
    Visitors.join(client, room);
    JsonNode sent = Visitors.say(client, room, "the customer's name");
    String message = text(sent, "messageId");
    client.event("chat:message");

    RestClient.body(moderator().post("api/admin/removals", one(message)), 200);
    JsonNode gone = client.event("chat:deleted");
    assertThat(gone.has("content")).isFalse();
    assertThat(text(gone, "deletedBy")).isEqualTo(mod);
    assertThat(Visitors.history(client, room)).containsExactly(gone);
    RestClient.problem(moderator().post("api/admin/removals", one(message)), 404);
    WireClient ben = visitors.user(Visitors.unique("ben"));
    Map<String, Object> since = Map.of("epoch", text(sent, "epoch"), "seq", 1, "rev", 1);

    RestClient.body(moderator().post("api/admin/restorations", one(message)), 200);
    JsonNode back = client.event("chat:edited");
    assertThat(text(back, "content")).isEqualTo("the customer's name");
    JsonNode missed = ben.ask("room:join", Map.of("roomId", room, "since", since));
    assertThat(missed.path("changed").values()).containsExactly(back);
    RestClient.problem(moderator().post("api/admin/restorations", one(message)), 404);

    JsonNode audit =
        RestClient.body(moderator().get("api/admin/audit?roomId=" + room), 200).path("entries");
    assertThat(audit.valueStream().map(entry -> text(entry, "action")))
        .containsExactly("restore", "remove");
    assertThat(text(audit.path(1), "userId")).isEqualTo(ann);
    assertThat(text(audit.path(1), "before")).isEqualTo("message " + message + " shown");
  }

  @Test
  void staffRemovesNoMessageOfItsLikeAndRestoresNoneOfItsOwn() {
    WireClient client = visitors.user(mod, "moderator");
    Visitors.join(client, room);
    Map<String, String> said = one(text(Visitors.say(client, room, "a rule"), "messageId"));
    JsonNode staff =
        RestClient.problem(
            as(Visitors.unique("mod"), "moderator").post("api/admin/removals", said), 403);
    assertThat(text(staff, "detail")).contains("who is staff");
    RestClient admin = as(Visitors.unique("boss"), "admin");
    RestClient.body(admin.post("api/admin/removals", said), 200);
    RestClient.problem(moderator().post("api/admin/restorations", said), 403);
    RestClient.body(admin.post("api/admin/restorations", said), 200);

    RestClient.body(moderator().post("api/admin/removals", said), 200);
    RestClient.body(moderator().post("api/admin/restorations", said), 200);
  }

  @Test
  void whatOneUserHasSaidIsPurgedAndNothingElse() {
    WireClient client = visitors.user(ann);
    WireClient ben = visitors.user(Visitors.unique("ben"));
    Visitors.join(client, room);
    Visitors.join(ben, room);
    String kept = text(Visitors.say(ben, room, "hello"), "messageId");
    String first = text(Visitors.say(client, room, "flood 1"), "timestamp");
    Visitors.say(client, room, "flood 2");
    String query = "api/admin/purges?userId=" + ann + "&roomId=" + room;
    assertThat(RestClient.body(moderator().get(query), 200).path("count").intValue()).isEqualTo(2);
    assertThat(
            RestClient.body(moderator().get(query + "&to=" + first), 200).path("count").intValue())
        .as("before the first")
        .isZero();

    JsonNode begun =
        RestClient.body(
            moderator()
                .post(
                    "api/admin/purges",
                    Map.of("userId", ann, "roomId", room, "from", first, "reason", "a flood")),
            202);
    String id = text(begun, "id");
    await()
        .atMost(PATIENCE)
        .until(
            () -> text(RestClient.body(moderator().get("api/admin/purges/" + id), 200), "state"),
            "done"::equals);

    JsonNode done = RestClient.body(moderator().get("api/admin/purges/" + id), 200);
    assertThat(done.path("done").intValue()).isEqualTo(2);
    List<JsonNode> history = Visitors.history(ben, room);
    assertThat(history).hasSize(3);
    assertThat(history.stream().filter(each -> each.has("content")))
        .extracting(each -> text(each, "messageId"))
        .containsExactly(kept);
    ben.event("chat:deleted");
    ben.event("chat:deleted");
    RestClient.problem(as(ann).get("api/admin/purges/" + id), 404);
  }

  @Test
  void aSessionOrAllOfAUserAreClosedAndMayComeBack() {
    Closed closed = new Closed(4504, "disconnected");
    WireClient first = visitors.user(ann);
    WireClient second = visitors.user(ann);
    Map<String, String> one = Map.of("clientId", first.clientId(), "reason", "hangs");
    RestClient.body(moderator().post("api/admin/disconnections", one), 200);
    assertThat(text(first.event("moderation:disconnected"), "reason")).isEqualTo("hangs");
    assertThat(first.awaitClose()).isEqualTo(closed);

    WireClient third = visitors.user(ann);
    Map<String, String> all = Map.of("userId", ann, "reason", "hangs");
    JsonNode answer = RestClient.body(moderator().post("api/admin/disconnections", all), 200);
    assertThat(answer.path("sessionsClosed").intValue()).isEqualTo(2);
    assertThat(second.awaitClose()).isEqualTo(closed);
    assertThat(third.awaitClose()).isEqualTo(closed);
    RestClient.problem(moderator().post("api/admin/disconnections", one), 404);
    visitors.user(ann);
  }

  @Test
  void isForModeratorsAndNotAgainstStaff() {
    visitors.user(mod, "moderator");
    Map<String, String> against = Map.of("userId", mod, "reason", "x");
    String other = Visitors.unique("mod");
    RestClient.problem(as(other, "moderator").post("api/admin/disconnections", against), 403);
    RestClient.problem(as(ann).post("api/admin/disconnections", against), 403);
    RestClient.problem(as(ann).post("api/admin/removals", one("Vx3_kQ9mT2rLw8Za.1")), 403);
    RestClient.problem(moderator().post("api/admin/removals", one("Vx3_kQ9mT2rLw8Za.1")), 404);
    RestClient.problem(as(ann).get("api/admin/purges?userId=x&roomId=" + room), 403);
    RestClient.problem(moderator().get("api/admin/purges?userId=x"), 400);
    RestClient.problem(moderator().get("api/admin/purges/none"), 404);
    RestClient.problem(
        moderator().post("api/admin/disconnections", Map.of("reason", "whom?")), 400);
  }

  @Test
  void overAConnectionNobodyTakesAwayWhatOnesBettersHaveSaid() {
    WireClient boss = visitors.user(Visitors.unique("boss"), "admin");
    WireClient client = visitors.user(ann);
    WireClient moderator = visitors.user(mod, "moderator");
    Visitors.join(boss, room);
    Visitors.join(client, room);
    Visitors.join(moderator, room);
    Map<String, String> order =
        Map.of("roomId", room, "messageId", text(Visitors.say(boss, room, "a rule"), "messageId"));
    assertThat(text(moderator.refusal("chat:delete", order), "code")).isEqualTo("forbidden");
    Map<String, String> words = new HashMap<>(order);
    words.put("content", "no rule");
    assertThat(text(moderator.refusal("chat:edit", words), "code")).isEqualTo("forbidden");
    String flood = text(Visitors.say(client, room, "flood"), "messageId");
    moderator.ask("chat:delete", Map.of("roomId", room, "messageId", flood));
  }
}
