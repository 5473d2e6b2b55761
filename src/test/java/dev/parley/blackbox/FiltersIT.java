package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Moderators say what messages may not say. */
class FiltersIT {
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

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  private Map<String, Object> wanted(String action, Object... more) {
    Map<String, Object> filter =
        new HashMap<>(Map.of("name", "rude", "roomId", room, "action", action, "reason", "why"));
    for (int i = 0; i < more.length; i += 2) {
      filter.put((String) more[i], more[i + 1]);
    }
    return filter;
  }

  private String make(String action, Object... more) {
    return text(
        RestClient.body(moderator().post("api/admin/filters", wanted(action, more)), 201), "id");
  }

  private static HttpResponse<String> patch(RestClient who, String filter) {
    return who.with("Content-Type", "application/json")
        .send(
            "PATCH",
            "api/admin/filters/" + filter,
            "{\"enabled\": false, \"reason\": \"is a club\"}");
  }

  private static void nothing(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  @Test
  void wordsAreRefusedOrMaskedWhenTheyAreSaidAndWhenTheyAreEdited() {
    WireClient client = visitors.user(ann);
    Visitors.join(client, room);
    String blocked = make("block", "words", List.of("scunthorpe fc"));
    make("mask", "pattern", "(?i)fo+l", "allow", List.of("folder"));

    JsonNode refusal =
        client.refusal("chat:send", Map.of("roomId", room, "content", "S\u00ADcunthorpe, FC!"));
    assertThat(text(refusal, "code")).isEqualTo("filtered");
    assertThat(text(refusal, "message")).doesNotContainIgnoringCase("scunthorpe");

    Visitors.say(client, room, "A FOOOL in a folder");
    JsonNode said = client.event("chat:message");
    assertThat(text(said, "content")).isEqualTo("A ***** in a folder");
    Map<String, Object> edit =
        Map.of("roomId", room, "messageId", text(said, "messageId"), "content", "scunthorpe fc");
    assertThat(text(client.refusal("chat:edit", edit), "code")).isEqualTo("filtered");

    WireClient staff = visitors.user(mod, "moderator");
    Visitors.join(staff, room);
    Visitors.say(staff, room, "nobody says scunthorpe fc");
    assertThat(text(client.event("chat:message"), "content")).contains("scunthorpe");

    JsonNode changed = RestClient.body(patch(moderator(), blocked), 200);
    assertThat(changed.path("enabled").booleanValue()).isFalse();
    assertThat(changed.path("words").valueStream().map(JsonNode::asString))
        .containsExactly("scunthorpe fc");
    Visitors.say(client, room, "scunthorpe fc");
    nothing(moderator().delete("api/admin/filters/" + blocked + "?reason=gone"));
    JsonNode left =
        RestClient.body(moderator().get("api/admin/filters?roomId=" + room), 200).path("filters");
    assertThat(left).hasSize(1);
    JsonNode audit =
        RestClient.body(moderator().get("api/admin/audit?action=filter&roomId=" + room), 200)
            .path("entries");
    assertThat(audit.valueStream().map(entry -> text(entry, "before")))
        .containsExactly(
            "rude: block, switched off, words scunthorpe fc",
            "rude: block, words scunthorpe fc",
            "",
            "");
  }

  @Test
  void isTriedOutWithoutSayingAnything() {
    make("mask", "words", List.of("fool"));
    String blocks = make("block", "words", List.of("idiot"));
    Map<String, String> words = Map.of("roomId", room, "content", "Ｆｏｏｌ or idiot?");

    JsonNode tested = RestClient.body(moderator().post("api/admin/filter-tests", words), 200);

    assertThat(text(tested, "result")).isEqualTo("blocked");
    assertThat(tested.has("content")).isFalse();
    assertThat(tested.path("matches")).hasSize(2);
    assertThat(text(tested.path("matches").path(1), "filterId")).isEqualTo(blocks);
    assertThat(tested.path("matches").path(0).path("texts").path(0).asString()).isEqualTo("Ｆｏｏｌ");
    Map<String, String> fine = Map.of("roomId", room, "content", "Ｆｏｏｌ!");
    JsonNode masked = RestClient.body(moderator().post("api/admin/filter-tests", fine), 200);
    assertThat(text(masked, "content")).isEqualTo("****!");
  }

  @Test
  void isForModeratorsAndEverywhereForAdministrators() {
    Map<String, Object> everywhere = wanted("block", "words", List.of(Visitors.unique("word")));
    everywhere.remove("roomId");
    RestClient.problem(moderator().post("api/admin/filters", everywhere), 403);
    RestClient admin = as(Visitors.unique("boss"), "admin");
    String id = text(RestClient.body(admin.post("api/admin/filters", everywhere), 201), "id");
    RestClient.problem(patch(moderator(), id), 403);
    RestClient.problem(patch(as(ann), id), 404);
    nothing(admin.delete("api/admin/filters/" + id + "?reason=x"));
    RestClient.problem(admin.delete("api/admin/filters/" + id + "?reason=x"), 404);

    RestClient.problem(as(ann).get("api/admin/filters?roomId=" + room), 403);
    RestClient.problem(as(ann).post("api/admin/filters", wanted("block")), 403);
    JsonNode none = RestClient.problem(moderator().post("api/admin/filters", wanted("block")), 400);
    assertThat(text(none.path("violations").path(0), "path")).isEqualTo("words");
    JsonNode wrong =
        RestClient.problem(
            moderator().post("api/admin/filters", wanted("block", "pattern", "(a")), 400);
    assertThat(text(wrong.path("violations").path(0), "path")).isEqualTo("pattern");
    JsonNode big =
        RestClient.problem(
            moderator().post("api/admin/filters", wanted("block", "pattern", "x(ab?){900}")), 409);
    assertThat(text(big, "detail")).contains("instructions");
  }
}
