package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Events from client to client, and their answers. */
class EmitIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");
  private WireClient ada;
  private WireClient ben;
  private WireClient cleo;

  @BeforeEach
  void threeShareARoom() {
    ada = visitors.user(Visitors.unique("ada"), "admin");
    ben = visitors.guest("Ben");
    cleo = visitors.guest("Cleo");
    for (WireClient each : List.of(ada, ben, cleo)) {
      Visitors.join(each, room);
    }
    ada.event("room:user-joined");
    ada.event("room:user-joined");
    ben.event("room:user-joined");
  }

  private Map<String, Object> vote(int withinMs) {
    return Map.of(
        "to", Map.of("room", room), "event", "vote", "exceptSelf", true, "ackWithinMs", withinMs);
  }

  @Test
  void whoStaysSilentIsNamedWhenTheTimeIsUp() {
    long before = System.nanoTime();
    String asked = ada.send("emit", vote(700));
    String ackId = ben.event("event").path("ackId").stringValue();
    ben.ask("event:ack", Map.of("ackId", ackId, "payload", List.of("yes", 1)));
    JsonNode answers = ada.answer(asked).path("data");
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(700_000_000L);
    assertThat(answers.path("delivered").intValue()).isEqualTo(2);
    assertThat(answers.path("answers"))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.path("userId").stringValue()).isEqualTo(ben.userId());
              assertThat(a.path("clientId").stringValue()).isEqualTo(ben.clientId());
              assertThat(a.path("payload").toString()).isEqualTo("[\"yes\",1]");
            });
    assertThat(answers.path("silent"))
        .singleElement()
        .satisfies(s -> assertThat(s.path("clientId").stringValue()).isEqualTo(cleo.clientId()));
  }

  @Test
  void theAckComesAsSoonAsAllHaveAnswered() {
    long before = System.nanoTime();
    String asked = ada.send("emit", vote(60_000));
    for (WireClient each : List.of(ben, cleo)) {
      String ackId = each.event("event").path("ackId").stringValue();
      each.ask("event:ack", Map.of("ackId", ackId));
    }
    JsonNode answers = ada.answer(asked).path("data");
    assertThat(answers.path("answers")).hasSize(2).allMatch(a -> a.path("payload").isNull());
    assertThat(answers.path("silent")).isEmpty();
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
  }

  @Test
  void whoIsGoneStaysSilentAndHoldsNothingUp() {
    String asked = ada.send("emit", vote(60_000));
    String ackId = ben.event("event").path("ackId").stringValue();
    ben.ask("event:ack", Map.of("ackId", ackId));
    cleo.event("event");
    cleo.close();
    JsonNode answers = ada.answer(asked).path("data");
    assertThat(answers.path("silent"))
        .singleElement()
        .satisfies(s -> assertThat(s.path("clientId").stringValue()).isEqualTo(cleo.clientId()));
  }

  @Test
  void anAnswerIsGivenOnceAndByThoseWhoWereAsked() {
    String asked = ada.send("emit", vote(60_000));
    String ackId = ben.event("event").path("ackId").stringValue();
    WireClient mallory = visitors.guest("Mallory");
    assertThat(mallory.refusal("event:ack", Map.of("ackId", ackId)).path("code").stringValue())
        .isEqualTo("not-found");
    ben.ask("event:ack", Map.of("ackId", ackId, "payload", 1));
    assertThat(
            ben.refusal("event:ack", Map.of("ackId", ackId, "payload", 2))
                .path("code")
                .stringValue())
        .isEqualTo("not-found");
    cleo.event("event");
    cleo.ask("event:ack", Map.of("ackId", ackId, "payload", 3));
    assertThat(ada.answer(asked).path("data").path("answers").valueStream())
        .extracting(a -> a.path("payload").intValue())
        .containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void answersThatAreTooLongTogetherAreRefusedAndTheirGiversNamedAsSilent() {
    String asked = ada.send("emit", vote(60_000));
    String ackId = ben.event("event").path("ackId").stringValue();
    cleo.event("event");
    String long3k = "x".repeat(3_000);
    ben.ask("event:ack", Map.of("ackId", ackId, "payload", long3k));
    assertThat(
            cleo.refusal("event:ack", Map.of("ackId", ackId, "payload", long3k))
                .path("code")
                .stringValue())
        .isEqualTo("limit-reached");
    JsonNode answers = ada.answer(asked).path("data");
    assertThat(answers.path("answers"))
        .singleElement()
        .satisfies(a -> assertThat(a.path("payload").stringValue()).isEqualTo(long3k));
    assertThat(answers.path("silent"))
        .singleElement()
        .satisfies(s -> assertThat(s.path("clientId").stringValue()).isEqualTo(cleo.clientId()));
  }

  @Test
  void nobodyToAskIsAnsweredAtOnce() {
    JsonNode answers =
        ada.ask(
            "emit",
            Map.of("to", Map.of("user", "nobody-at-all"), "event", "e", "ackWithinMs", 60_000));
    assertThat(answers.path("delivered").intValue()).isZero();
    assertThat(answers.path("answers")).isEmpty();
    assertThat(answers.path("silent")).isEmpty();
  }

  @Test
  void aSessionAwaitsSoManyEventsAtATime() {
    ada.send("emit", vote(60_000));
    ada.send("emit", vote(60_000));
    assertThat(ada.refusal("emit", vote(60_000)).path("code").stringValue())
        .isEqualTo("limit-reached");
  }

  @Test
  void anEventToAllReachesEverySessionThatHasSaidWhoItIs() {
    WireClient elsewhere = visitors.guest("Elsewhere");
    WireClient stranger = visitors.stranger();
    JsonNode ack =
        ada.ask("emit", Map.of("to", Map.of("all", true), "event", "news", "payload", "now"));
    for (WireClient each : List.of(ada, ben, cleo, elsewhere)) {
      JsonNode event = each.event("event");
      assertThat(event.path("payload").stringValue()).isEqualTo("now");
      assertThat(event.path("from").path("userId").stringValue()).isEqualTo(ada.userId());
      assertThat(event.path("from").path("clientId").stringValue()).isEqualTo(ada.clientId());
    }
    assertThat(ack.path("delivered").intValue()).isGreaterThanOrEqualTo(4);
    stranger.assertNothingLeft();
  }

  @Test
  void toWhomOneSharesNoRoomWithIsAsToNobody() {
    WireClient elsewhere = visitors.guest("Elsewhere");
    for (String user : List.of(elsewhere.userId(), "nobody-at-all")) {
      JsonNode ack =
          ben.ask("emit", Map.of("to", Map.of("user", user), "event", "e", "ackWithinMs", 60_000));
      assertThat(ack.toString()).isEqualTo("{\"delivered\":0,\"answers\":[],\"silent\":[]}");
    }
    elsewhere.assertNothingLeft();
    ben.ask("emit", Map.of("to", Map.of("user", cleo.userId()), "event", "whisper"));
    assertThat(cleo.event("event").path("event").stringValue()).isEqualTo("whisper");
    ada.ask("emit", Map.of("to", Map.of("user", elsewhere.userId()), "event", "from the admin"));
    elsewhere.event("event");
  }

  @Test
  void exceptSelfLeavesOutTheSessionAndNotTheUser() {
    WireClient laptop = visitors.user(ada.userId(), "admin");
    ada.ask(
        "emit", Map.of("to", Map.of("user", ada.userId()), "event", "sync", "exceptSelf", true));
    assertThat(laptop.event("event").path("event").stringValue()).isEqualTo("sync");
    ada.assertNothingLeft();
  }

  @Test
  void aPayloadArrivesAsItWasSent() {
    String payload =
        "{\"deep\":{\"list\":[1,2.50,1e3,-0.0,true,null,\"ü🦊\\\\\\\"\"]},\"\":0,\"type\":\"batch\"}";
    ada.sendText(
        "{\"type\":\"emit\",\"data\":{\"to\":{\"room\":\"%s\"},\"event\":\"e\",\"payload\":%s}}"
            .formatted(room, payload));
    JsonNode event = ben.event("event");
    assertThat(event.path("payload").path("deep").path("list").get(6).stringValue())
        .isEqualTo("ü🦊\\\"");
    assertThat(event.path("payload").path("deep").path("list").get(1).decimalValue())
        .isEqualByComparingTo("2.5");
    assertThat(event.path("payload").path("type").stringValue()).isEqualTo("batch");
  }
}
