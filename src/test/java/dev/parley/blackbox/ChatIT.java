package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is said: acknowledged, in one order for everybody, once. */
class ChatIT {
  private static final int SENDERS = 4;
  private static final int EACH = 25;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");

  @Test
  void anAckSaysWhatTheMembersHear() {
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    Visitors.join(ada, room);
    Visitors.join(ben, room);
    Instant before = Instant.now();
    JsonNode ack = Visitors.say(ada, room, "Grüße, 花子 🦊 \"quoted\" \\ \n\t</script>");
    JsonNode heard = ben.event("chat:message");
    for (String field : List.of("messageId", "roomId", "epoch", "seq", "timestamp")) {
      assertThat(heard.path(field)).as(field).isEqualTo(ack.path(field));
    }
    assertThat(ack.path("success").booleanValue()).isTrue();
    assertThat(heard.path("content").stringValue())
        .isEqualTo("Grüße, 花子 🦊 \"quoted\" \\ \n\t</script>");
    assertThat(heard.path("senderId").stringValue()).isEqualTo(ada.userId());
    assertThat(Instant.parse(ack.path("timestamp").stringValue()))
        .isBetween(before.minusMillis(1), Instant.now().plusMillis(1));
    assertThat(ada.event("chat:message")).isEqualTo(heard);
  }

  @Test
  void everybodyHearsTheSameOrderAndHistoryHasIt() {
    List<WireClient> clients = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      clients.add(visitors.guest("Sender " + i));
      Visitors.join(clients.get(i), room);
    }
    Map<String, List<String>> acks = new HashMap<>();
    for (int n = 0; n < EACH; n++) {
      for (WireClient client : clients) {
        String id =
            client.send("chat:send", Map.of("roomId", room, "content", client.userId() + " " + n));
        acks.computeIfAbsent(client.userId(), u -> new ArrayList<>()).add(id);
      }
    }
    List<List<JsonNode>> heard = clients.stream().map(ChatIT::hearAll).toList();
    assertThat(heard).allMatch(heard.get(0)::equals);
    assertThat(heard.get(0))
        .extracting(m -> m.path("seq").longValue())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, SENDERS * EACH).boxed().toList());
    assertThat(Visitors.history(clients.get(0), room)).isEqualTo(heard.get(0));
    for (WireClient client : clients) {
      List<Long> acked =
          acks.get(client.userId()).stream()
              .map(id -> client.answer(id).path("data").path("seq").longValue())
              .toList();
      List<Long> own =
          heard.get(0).stream()
              .filter(m -> m.path("senderId").stringValue().equals(client.userId()))
              .map(m -> m.path("seq").longValue())
              .toList();
      assertThat(acked).isSorted().isEqualTo(own);
    }
  }

  private static List<JsonNode> hearAll(WireClient client) {
    List<JsonNode> heard = new ArrayList<>();
    while (heard.size() < SENDERS * EACH) {
      heard.add(client.event("chat:message"));
    }
    return heard;
  }

  @Test
  void aRetryIsTheSameMessageOnAnyConnection() {
    String ada = Visitors.unique("ada");
    WireClient first = visitors.user(ada);
    WireClient ben = visitors.guest("Ben");
    Visitors.join(first, room);
    Visitors.join(ben, room);
    Map<String, Object> message = Map.of("roomId", room, "content", "once", "key", "k-1");
    // Both are on their way at the same time; the second knows nothing of the first's ack.
    String one = first.send("chat:send", message);
    String two = first.send("chat:send", message);
    JsonNode ack = first.answer(one).path("data");
    assertThat(first.answer(two).path("data")).isEqualTo(ack);
    first.close();
    WireClient again = visitors.user(ada);
    Visitors.join(again, room);
    assertThat(again.ask("chat:send", message)).isEqualTo(ack);
    assertThat(
            again
                .refusal("chat:send", Map.of("roomId", room, "content", "other", "key", "k-1"))
                .path("code")
                .stringValue())
        .isEqualTo("key-conflict");
    ben.event("chat:message");
    assertThat(Visitors.history(again, room)).hasSize(1);
    again.assertNothingLeft();
  }

  @Test
  void aKeyIsTheSendersAndTheRoomsOwn() {
    String other = Visitors.unique("room");
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    for (String each : List.of(room, other)) {
      Visitors.join(ada, each);
      Visitors.join(ben, each);
      for (WireClient client : List.of(ada, ben)) {
        client.ask("chat:send", Map.of("roomId", each, "content", "mine", "key", "k"));
      }
    }
    assertThat(Visitors.history(ada, room)).hasSize(2);
    assertThat(Visitors.history(ada, other)).hasSize(2);
  }

  @Test
  void aModeratorMayChangeWhatOthersSaid() {
    WireClient ada = visitors.guest("Ada");
    String mod = Visitors.unique("mod");
    WireClient moderator = visitors.user(mod, "moderator");
    Visitors.join(ada, room);
    Visitors.join(moderator, room);
    String first = Visitors.say(ada, room, "rude").path("messageId").stringValue();
    String second = Visitors.say(ada, room, "ruder").path("messageId").stringValue();
    moderator.ask("chat:edit", Map.of("roomId", room, "messageId", first, "content", "[polite]"));
    moderator.ask("chat:delete", Map.of("roomId", room, "messageId", second));
    JsonNode edited = ada.event("chat:edited");
    assertThat(edited.path("content").stringValue()).isEqualTo("[polite]");
    assertThat(edited.path("editedBy").stringValue()).isEqualTo(mod);
    assertThat(edited.path("senderId").stringValue()).isEqualTo(ada.userId());
    assertThat(edited.path("rev").longValue()).isEqualTo(1);
    JsonNode deleted = ada.event("chat:deleted");
    assertThat(deleted.has("content")).isFalse();
    assertThat(deleted.path("deletedBy").stringValue()).isEqualTo(mod);
    assertThat(deleted.path("rev").longValue()).isEqualTo(2);
    assertThat(Visitors.history(ada, room)).containsExactly(edited, deleted);
  }

  @Test
  void aMessageOfAnotherRoomCannotBeChanged() {
    WireClient ada = visitors.guest("Ada");
    String other = Visitors.unique("room");
    Visitors.join(ada, room);
    Visitors.join(ada, other);
    String message = Visitors.say(ada, other, "over there").path("messageId").stringValue();
    assertThat(
            ada.refusal("chat:delete", Map.of("roomId", room, "messageId", message))
                .path("code")
                .stringValue())
        .isEqualTo("not-found");
    assertThat(Visitors.history(ada, other))
        .extracting(m -> m.has("content"))
        .containsExactly(true);
  }

  @Test
  void aRoomWithoutHistoryStillHasAnOrder() {
    String fleeting = Visitors.unique("fleeting:room");
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    Visitors.join(ada, fleeting);
    JsonNode position = Visitors.join(ben, fleeting);
    for (int i = 1; i <= 3; i++) {
      assertThat(Visitors.say(ada, fleeting, "word " + i).path("seq").longValue()).isEqualTo(i);
      assertThat(ben.event("chat:message").path("content").stringValue()).isEqualTo("word " + i);
    }
    assertThat(Visitors.history(ben, fleeting)).isEmpty();
    JsonNode again =
        ben.ask(
            "room:join",
            Map.of(
                "roomId",
                fleeting,
                "since",
                Map.of("epoch", position.path("epoch").stringValue(), "seq", 1),
                "history",
                3));
    assertThat(again.path("recovered").booleanValue()).isFalse();
    assertThat(again.path("messages")).isEmpty();
  }

  @Test
  void anAckComesSoon() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "warm");
    Instant before = Instant.now();
    Visitors.say(ada, room, "quick?");
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }
}
