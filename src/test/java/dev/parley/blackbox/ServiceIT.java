package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the company's own services do over REST: publish, emit, read back. */
class ServiceIT {
  private static final List<String> EVERY_RIGHT =
      List.of("publish", "read", "emit-room", "emit-user", "emit-all");

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final String name = Visitors.unique("svc");
  private final String room = Visitors.unique("orders:desk/7");
  private final RestClient service =
      ApiKeys.service(SharedGateway::get, name, EVERY_RIGHT, "orders:*");

  private Map<String, Object> message(String content) {
    return Map.of("roomId", room, "content", content);
  }

  @Test
  void aMessageIsCommittedThenAnsweredAndHeard() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    JsonNode sent = body(service.post("api/messages", message("Order 7 has left.")), 201);
    JsonNode heard = ada.event("chat:message");
    for (String field : List.of("messageId", "roomId", "epoch", "seq", "timestamp")) {
      assertThat(heard.path(field)).as(field).isEqualTo(sent.path(field));
    }
    assertThat(sent.path("seq").longValue()).isEqualTo(1);
    assertThat(heard.path("senderId").stringValue()).isEqualTo("service:" + name);
    assertThat(heard.path("senderName").stringValue()).isEqualTo(name);
    assertThat(heard.path("content").stringValue()).isEqualTo("Order 7 has left.");
    assertThat(Visitors.history(ada, room)).containsExactly(heard);
  }

  @Test
  void aRetryUnderItsKeyIsTheFirstMessage() {
    RestClient keyed = service.with("Idempotency-Key", "order-7");
    JsonNode first = body(keyed.post("api/messages", message("Once.")), 201);
    assertThat(body(keyed.post("api/messages", message("Once.")), 201)).isEqualTo(first);
    RestClient quoted = service.with("Idempotency-Key", "\"order-7\"");
    assertThat(body(quoted.post("api/messages", message("Once.")), 201)).isEqualTo(first);
    JsonNode problem = problem(keyed.post("api/messages", message("Twice.")), 422);
    assertThat(problem.path("code").stringValue()).isEqualTo("key-conflict");
    assertThat(body(service.get("api/messages?roomId=" + room), 200).path("messages")).hasSize(1);
  }

  @Test
  void theKeyIsOfTheServiceWhateverItsApiKey() {
    RestClient renewed = ApiKeys.service(SharedGateway::get, name, List.of("publish"), "orders:*");
    RestClient other =
        ApiKeys.service(SharedGateway::get, name + "-b", List.of("publish"), "orders:*");
    JsonNode first =
        body(service.with("Idempotency-Key", "k").post("api/messages", message("Once.")), 201);
    assertThat(
            body(renewed.with("Idempotency-Key", "k").post("api/messages", message("Once.")), 201))
        .isEqualTo(first);
    assertThat(body(other.with("Idempotency-Key", "k").post("api/messages", message("Once.")), 201))
        .isNotEqualTo(first);
  }

  @Test
  void historyIsReadByPages() {
    for (int i = 1; i <= 5; i++) {
      body(service.post("api/messages", message("No. " + i)), 201);
    }
    JsonNode newest = body(service.get("api/messages?limit=2&roomId=" + room), 200);
    assertThat(newest.path("messages").valueStream().map(m -> m.path("seq").intValue()))
        .containsExactly(4, 5);
    assertThat(newest.path("more").booleanValue()).isTrue();
    JsonNode before = body(service.get("api/messages?before=2&roomId=" + room), 200);
    assertThat(before.path("messages").valueStream().map(m -> m.path("content").stringValue()))
        .containsExactly("No. 1");
    assertThat(before.path("more").booleanValue()).isFalse();
    JsonNode after = body(service.get("api/messages?after=3&limit=1&roomId=" + room), 200);
    assertThat(after.path("messages").valueStream().map(m -> m.path("seq").intValue()))
        .containsExactly(4);
    assertThat(after.path("roomId").stringValue()).isEqualTo(room);
    assertThat(after.path("epoch").isString()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=2 | roomId | must be given",
        "roomId=a%20room | roomId"
            + " | must be 1–128 of letters, digits and . _ - : / ~ % #, was \"a room\"",
        "roomId=orders:x&limit=0 | limit | must be 1 to 1000, was 0",
        "roomId=orders:x&limit=9999999999 | limit | must be 1 to 1000, was 1000000",
        "roomId=orders:x&before=x | before"
            + " | must be a whole number of up to 18 digits, was \"x\"",
        "roomId=orders:x&before=0 | before | must be 1 or more, was 0",
        "roomId=orders:x&before=1&after=1 | after | must not be given together with before",
        "roomId=orders:x&limit=1&limit=2 | limit | must be given once, was given 2 times",
        "roomId=orders:x&sender=u | \"sender\" | must not be given: there is no such parameter"
      })
  void aParameterThatIsNotAsAskedIsNamed(String query, String path, String message) {
    JsonNode problem = problem(service.get("api/messages?" + query), 400);
    assertThat(problem.at("/violations/0/path").stringValue()).isEqualTo(path);
    assertThat(problem.at("/violations/0/message").stringValue()).isEqualTo(message);
  }

  @Test
  void aRoomOutOfTheScopeIsAsOneThatIsNotThere() {
    String there = Visitors.unique("lobby");
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, there);
    String notThere = Visitors.unique("lobby");
    for (String other : List.of(there, notThere)) {
      JsonNode problem =
          problem(service.post("api/messages", Map.of("roomId", other, "content", "Hello")), 404);
      assertThat(problem.path("code").stringValue()).isEqualTo("not-found");
      assertThat(problem.path("detail").stringValue()).isEqualTo("there is no room " + other);
      problem(service.get("api/messages?roomId=" + other), 404);
      problem(service.post("api/events", Map.of("to", Map.of("room", other), "event", "x")), 404);
    }
    ada.assertNothingLeft();
  }

  @Test
  void aRoomThatNobodyMadeHasNoHistory() {
    problem(service.get("api/messages?roomId=" + Visitors.unique("orders:none")), 404);
  }

  @Test
  void eachRightIsOnesOwn() {
    RestClient reader = ApiKeys.service(SharedGateway::get, name, List.of("read"), "orders:*");
    RestClient toUsers = ApiKeys.service(SharedGateway::get, name, List.of("emit-user"));
    JsonNode refused = problem(reader.post("api/messages", message("Hello")), 403);
    assertThat(refused.path("detail").stringValue())
        .isEqualTo("this needs one of the rights [publish]");
    Map<String, Object> toAll = Map.of("to", Map.of("all", true), "event", "x");
    Map<String, Object> toRoom = Map.of("to", Map.of("room", room), "event", "x");
    Map<String, Object> toUser = Map.of("to", Map.of("user", "u-nobody"), "event", "x");
    problem(reader.post("api/events", toAll), 403);
    problem(toUsers.get("api/messages?roomId=" + room), 403);
    assertThat(problem(toUsers.post("api/events", toAll), 403).path("detail").stringValue())
        .isEqualTo("the API key has not the right emit-all");
    problem(toUsers.post("api/events", toRoom), 403);
    assertThat(body(toUsers.post("api/events", toUser), 200).path("delivered").intValue()).isZero();
  }

  @Test
  void usersHaveTheSocketForThat() {
    RestClient user =
        RestClient.of(SharedGateway::get).bearer(SignedTokens.of("u-ada", "Ada", "admin"));
    problem(user.post("api/messages", message("Hello")), 403);
    problem(user.post("api/events", Map.of("to", Map.of("all", true), "event", "x")), 403);
  }

  @Test
  void eventsReachARoomItsUsersAndAll() {
    String user = Visitors.unique("u-ben");
    WireClient ben = visitors.user(user);
    WireClient cleo = visitors.guest("Cleo");
    Visitors.join(ben, room);
    assertThat(emit(Map.of("room", room), "shipped")).isEqualTo(1);
    JsonNode event = ben.event("event");
    assertThat(event.path("event").stringValue()).isEqualTo("shipped");
    assertThat(event.path("payload")).hasToString("{\"order\":7}");
    assertThat(event.at("/from/userId").stringValue()).isEqualTo("service:" + name);
    assertThat(event.at("/from/username").stringValue()).isEqualTo(name);
    assertThat(event.has("ackId")).isFalse();

    assertThat(emit(Map.of("user", user), "for-you")).isEqualTo(1);
    assertThat(ben.event("event").path("event").stringValue()).isEqualTo("for-you");

    assertThat(emit(Map.of("rooms", List.of(room, room + "-b")), "some")).isEqualTo(1);
    assertThat(ben.event("event").path("event").stringValue()).isEqualTo("some");

    assertThat(emit(Map.of("all", true), "for-all")).isGreaterThanOrEqualTo(2);
    assertThat(ben.event("event").path("event").stringValue()).isEqualTo("for-all");
    assertThat(cleo.event("event").path("event").stringValue()).isEqualTo("for-all");
  }

  private int emit(Map<String, ?> to, String event) {
    return body(
            service.post(
                "api/events", Map.of("to", to, "event", event, "payload", Map.of("order", 7))),
            200)
        .path("delivered")
        .intValue();
  }

  @Test
  void answersAreGatheredAndTheSilentNamed() {
    WireClient ben = visitors.user(Visitors.unique("u-ben"));
    WireClient mute = visitors.user(Visitors.unique("u-mute"));
    Visitors.join(ben, room);
    Visitors.join(mute, room);
    CompletableFuture<HttpResponse<String>> asked =
        service.posting(
            "api/events",
            Map.of("to", Map.of("room", room), "event", "vote", "ackWithinMs", 1_500));
    String ackId = ben.event("event").path("ackId").stringValue();
    assertThat(mute.event("event").path("ackId").stringValue()).isEqualTo(ackId);
    ben.ask("event:ack", Map.of("ackId", ackId, "payload", Map.of("yes", true)));
    JsonNode gathered = body(asked.join(), 200);
    assertThat(gathered.path("delivered").intValue()).isEqualTo(2);
    assertThat(gathered.path("answers")).hasSize(1);
    assertThat(gathered.at("/answers/0/userId").stringValue()).isEqualTo(ben.userId());
    assertThat(gathered.at("/answers/0/payload")).hasToString("{\"yes\":true}");
    assertThat(gathered.path("silent")).hasSize(1);
    assertThat(gathered.at("/silent/0/userId").stringValue()).isEqualTo(mute.userId());
  }

  @Test
  void manyWaitsHoldNoThreads() {
    WireClient mute = visitors.guest("Mute");
    Visitors.join(mute, room);
    Map<String, Object> vote =
        Map.of("to", Map.of("room", room), "event", "vote", "ackWithinMs", 4_000);
    List<CompletableFuture<HttpResponse<String>>> asked =
        Stream.generate(() -> service.posting("api/events", vote)).limit(80).toList();
    for (int i = 0; i < 80; i++) {
      mute.event("event");
    }
    assertThat(asked).noneMatch(CompletableFuture::isDone);
    body(service.get("api/me"), 200);
    asked.forEach(each -> assertThat(body(each.join(), 200).path("silent")).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"event\": \"x\"} | to | must be given",
        "{\"to\": {\"all\": true}} | event | must be given",
        "{\"to\": {\"all\": false}, \"event\": \"x\"} | to"
            + " | must be {\"user\": id}, {\"room\": id}, {\"rooms\": [1–100 ids]} or {\"all\": true}",
        "{\"to\": {\"all\": true}, \"event\": \"x\", \"ackWithinMs\": 60001} | ackWithinMs"
            + " | must be 1 to 60000, was 60001",
        "{\"to\": {\"all\": true}, \"event\": \"x\", \"from\": {}} | from"
            + " | must not be given: there is no such field",
        "{\"to\": {\"all\": true}, \"event\": \"x\", \"exceptSelf\": true} | exceptSelf"
            + " | must not be given: there is no such field"
      })
  void anEventThatIsNotAsAskedIsRefused(String json, String path, String message) {
    JsonNode problem = problem(service.post("api/events", json), 400);
    assertThat(problem.at("/violations/0/path").stringValue()).isEqualTo(path);
    assertThat(problem.at("/violations/0/message").stringValue()).isEqualTo(message);
  }

  @Test
  void anEventTakesNoIdempotencyKey() {
    RestClient keyed = service.with("Idempotency-Key", "k");
    JsonNode problem =
        problem(keyed.post("api/events", Map.of("to", Map.of("all", true), "event", "x")), 400);
    assertThat(problem.at("/violations/0/path").stringValue()).isEqualTo("Idempotency-Key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"content\": \"x\"} | roomId | must be given",
        "{\"roomId\": \"orders:x\"} | content | must not be empty",
        "{\"roomId\": \"orders:x\", \"content\": \"\"} | content | must not be empty",
        "{\"roomId\": \"orders:x\", \"content\": \" \"} | content"
            + " | must have a visible character, has only blanks",
        "{\"roomId\": \"orders:x\", \"content\": \"a\\u0000b\"} | content"
            + " | must not contain U+0000, does at 1",
        "{\"roomId\": \"orders:x\", \"content\": \"\\ud800\"} | content"
            + " | must be text without half a surrogate pair",
        "{\"roomId\": \"orders:x\", \"content\": \"x\", \"key\": \"k\"} | key"
            + " | must not be given: there is no such field"
      })
  void aMessageThatIsNotAsAskedIsRefused(String json, String path, String message) {
    JsonNode problem = problem(service.post("api/messages", json), 400);
    assertThat(problem.at("/violations/0/path").stringValue()).isEqualTo(path);
    assertThat(problem.at("/violations/0/message").stringValue()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "a\\b"})
  void anIdempotencyKeyThatIsNoneIsRefused(String key) {
    problem(service.with("Idempotency-Key", key).post("api/messages", message("Hello")), 400);
  }
}
