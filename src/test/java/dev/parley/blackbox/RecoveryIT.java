package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.wire.WireClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Coming back: exactly what was missed, or a clear no; never a silent gap. */
class RecoveryIT {
  private static final int REPLAYED_AT_MOST = 20;
  private static final int ASKED_AT_ONCE = 15; // no more than may wait

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");

  @Test
  void aClientThatComesAndGoesAtRandomEndsUpWithTheRoomAsItIs() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    String ben = Visitors.unique("ben");
    Replica replica = new Replica();
    List<String> said = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      WireClient client = visitors.user(ben);
      replica.comeBack(client, room);
      int present = random.nextInt(4);
      change(ada, said, random, present);
      replica.hear(client, present);
      client.close();
      change(ada, said, random, random.nextInt(8)); // while Ben is away
    }
    WireClient last = visitors.user(ben);
    replica.comeBack(last, room);
    assertThat(replica.messages()).as("seed %d", seed).isEqualTo(Visitors.history(ada, room));
  }

  /** Says, edits or deletes, so many times. */
  private void change(WireClient ada, List<String> said, Random random, int times) {
    for (int i = 0; i < times; i++) {
      int what = said.isEmpty() ? 0 : random.nextInt(4);
      if (what < 2) {
        said.add(Visitors.say(ada, room, "word " + said.size()).path("messageId").stringValue());
        continue;
      }
      String message = said.get(random.nextInt(said.size()));
      Map<String, String> data = new HashMap<>(Map.of("roomId", room, "messageId", message));
      if (what == 2) {
        data.put("content", "edited " + random.nextInt());
        ada.ask("chat:edit", data);
      } else {
        said.remove(message);
        ada.ask("chat:delete", data);
      }
    }
  }

  @Test
  void whoMissedNothingGetsNothing() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    JsonNode ack = Visitors.say(ada, room, "one");
    JsonNode again = comeBack(ada, ack.path("epoch").stringValue(), 1);
    assertThat(again.path("recovered").booleanValue()).isTrue();
    assertThat(again.path("messages")).isEmpty();
    assertThat(again.path("changed")).isEmpty();
    assertThat(again.has("reason")).isFalse();
  }

  @Test
  void exactlyAsManyAsMayBeReplayedAre() {
    WireClient ada = visitors.guest("Ada");
    String epoch = Visitors.join(ada, room).path("epoch").stringValue();
    for (int i = 0; i <= REPLAYED_AT_MOST; i++) {
      Visitors.say(ada, room, "word " + i);
    }
    // The ack comes with the commit; the room hears of it a moment later.
    ada.await(f -> f.path("data").path("seq").longValue() == REPLAYED_AT_MOST + 1, "the last word");
    JsonNode justRight = comeBack(ada, epoch, 1);
    assertThat(justRight.path("recovered").booleanValue()).isTrue();
    assertThat(justRight.path("messages").valueStream().map(m -> m.path("seq").longValue()))
        .containsExactlyElementsOf(LongStream.rangeClosed(2, 21).boxed().toList());

    JsonNode tooFar = comeBack(ada, epoch, 0);
    assertThat(tooFar.path("recovered").booleanValue()).isFalse();
    assertThat(tooFar.path("reason").stringValue()).isEqualTo("too-far-back");
    assertThat(tooFar.path("messages").valueStream().map(m -> m.path("seq").longValue()))
        .containsExactly(20L, 21L); // the newest two, as asked for by history
  }

  @Test
  void anotherEpochIsNotRecovered() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    Visitors.say(ada, room, "one");
    JsonNode again = comeBack(ada, "bogus", 1);
    assertThat(again.path("recovered").booleanValue()).isFalse();
    assertThat(again.path("reason").stringValue()).isEqualTo("epoch-changed");
  }

  @Test
  void aPositionBeyondTheEndIsNoPosition() {
    WireClient ada = visitors.guest("Ada");
    String epoch = Visitors.join(ada, room).path("epoch").stringValue();
    Visitors.say(ada, room, "one");
    JsonNode again = comeBack(ada, epoch, 7);
    assertThat(again.path("recovered").booleanValue()).isFalse();
    assertThat(again.path("reason").stringValue()).isEqualTo("epoch-changed");
  }

  @Test
  void whatRetentionHasRemovedIsNotPassedOverInSilence() {
    String brief = Visitors.unique("brief:room"); // keeps three messages
    WireClient ada = visitors.guest("Ada");
    String epoch = Visitors.join(ada, brief).path("epoch").stringValue();
    for (int i = 1; i <= 6; i++) {
      Visitors.say(ada, brief, "word " + i);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(Visitors.history(ada, brief))
                    .extracting(m -> m.path("seq").longValue())
                    .containsExactly(4L, 5L, 6L));
    Map<String, Object> since = Map.of("epoch", epoch, "seq", 2, "rev", 0);
    JsonNode again = ada.ask("room:join", Map.of("roomId", brief, "since", since));
    assertThat(again.path("recovered").booleanValue()).isFalse();
    assertThat(again.path("reason").stringValue()).isEqualTo("trimmed");
    Map<String, Object> later = Map.of("epoch", epoch, "seq", 3, "rev", 0);
    JsonNode kept = ada.ask("room:join", Map.of("roomId", brief, "since", later));
    assertThat(kept.path("recovered").booleanValue()).isTrue();
    assertThat(kept.path("messages")).hasSize(3);
  }

  @Test
  void pagesOfHistoryMeetWithoutGapOrOverlap() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    for (int i = 1; i <= 23; i++) {
      Visitors.say(ada, room, "word " + i);
    }
    List<Long> back = new ArrayList<>();
    long before = Long.MAX_VALUE;
    JsonNode page;
    do {
      page = ada.ask("chat:history", Map.of("roomId", room, "before", before, "limit", 5));
      List<Long> seqs =
          page.path("messages").valueStream().map(m -> m.path("seq").longValue()).toList();
      assertThat(seqs).isSorted();
      back.addAll(0, seqs);
      before = seqs.get(0);
    } while (page.path("more").booleanValue());
    assertThat(back).containsExactlyElementsOf(LongStream.rangeClosed(1, 23).boxed().toList());
    assertThat(Visitors.history(ada, room)).hasSize(23);
  }

  /** 60 answers of 160 KB each, asked for at once, are far more than a queue holds. */
  @Test
  void whoAsksForMuchAndReadsItGetsItAll() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    for (int i = 0; i < REPLAYED_AT_MOST; i++) {
      Visitors.say(ada, room, "x".repeat(8_000));
    }
    WireClient ben = visitors.guest("Ben");
    Visitors.join(ben, room);
    Deque<String> asked = new ArrayDeque<>();
    for (int i = 0; i < 60; i++) {
      asked.add(ben.send("chat:history", Map.of("roomId", room, "limit", 100)));
      if (asked.size() == ASKED_AT_ONCE) {
        assertThat(ben.answer(asked.remove()).path("data").path("messages"))
            .hasSize(REPLAYED_AT_MOST);
      }
    }
    for (String id : asked) {
      assertThat(ben.answer(id).path("data").path("messages")).hasSize(REPLAYED_AT_MOST);
    }
    ben.assertNothingLeft();
  }

  private JsonNode comeBack(WireClient client, String epoch, long seq) {
    Map<String, Object> since = Map.of("epoch", epoch, "seq", seq, "rev", 0);
    return client.ask("room:join", Map.of("roomId", room, "since", since, "history", 2));
  }
}
