package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.CutProxy;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Coming back to a session that was cut off. */
class ResumeIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final CutProxy proxy = visitors.closing(CutProxy.before(SharedGateway.get().wsUri()));
  private final String room = Visitors.unique("room");
  private final Returning ben = new Returning(visitors, Visitors.unique("ben"));

  private static Map<String, Object> at(String room, String epoch, long seq) {
    return Map.of("roomId", room, "since", Map.of("epoch", epoch, "seq", seq));
  }

  @Test
  void whoComesBackInTimeGoesOnWhereItWasAndNobodyElseNotices() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    WireClient first = ben.enter(proxy.uri());
    String epoch = Visitors.join(first, room).path("epoch").stringValue();
    ada.event("room:user-joined");
    proxy.cut();
    first.awaitClose();
    Visitors.say(ada, room, "while you were away");
    ada.event("chat:message");

    WireClient again = ben.comeBack(proxy.uri(), first, true, at(room, epoch, 0));

    JsonNode resumed = again.event("room:resumed");
    assertThat(resumed.path("roomId").stringValue()).isEqualTo(room);
    assertThat(resumed.path("recovered").booleanValue()).isTrue();
    assertThat(resumed.path("messages"))
        .singleElement()
        .satisfies(
            m -> assertThat(m.path("content").stringValue()).isEqualTo("while you were away"));
    Visitors.say(again, room, "back");
    assertThat(ada.event("chat:message").path("content").stringValue()).isEqualTo("back");
    ada.assertNothingLeft();
  }

  @Test
  void roomsThatAreNotNamedAreEnteredAndThoseOfOthersAreNot() {
    String other = Visitors.unique("room");
    WireClient first = ben.enter(proxy.uri());
    String epoch = Visitors.join(first, room).path("epoch").stringValue();
    Visitors.say(first, room, "before");
    proxy.cut();

    WireClient again = ben.comeBack(proxy.uri(), first, true, at(other, epoch, 0));

    JsonNode resumed = again.event("room:resumed");
    assertThat(resumed.path("roomId").stringValue()).isEqualTo(room);
    assertThat(resumed.path("recovered").booleanValue()).isFalse();
    assertThat(resumed.path("reason").stringValue()).isEqualTo("no-position");
    assertThat(resumed.path("seq").longValue()).isEqualTo(1);
    assertThat(resumed.path("messages")).isEmpty();
    assertThat(again.refusal("room:members", Map.of("roomId", other)).path("code").stringValue())
        .isEqualTo("not-joined");
    again.assertNothingLeft();
  }

  @Test
  void anEventThatWasNotAnsweredComesAgainAndTheAnswerCounts() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    WireClient first = ben.enter(proxy.uri());
    Visitors.join(first, room);
    Map<String, Object> vote =
        Map.of(
            "to", Map.of("room", room), "event", "vote", "exceptSelf", true, "ackWithinMs", 30_000);
    String answered = ada.send("emit", vote);
    String done = first.event("event").path("ackId").stringValue();
    first.ask("event:ack", Map.of("ackId", done));
    ada.answer(answered);
    String asked = ada.send("emit", vote);
    JsonNode event = first.event("event");
    proxy.cut();
    first.awaitClose();

    WireClient again = ben.comeBack(proxy.uri(), first, true);

    again.event("room:resumed");
    assertThat(again.event("event")).isEqualTo(event);
    again.ask(
        "event:ack", Map.of("ackId", event.path("ackId").stringValue(), "payload", "at last"));
    JsonNode answers = ada.answer(asked).path("data");
    assertThat(answers.path("silent")).isEmpty();
    assertThat(answers.path("answers"))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.path("clientId").stringValue()).isEqualTo(first.clientId());
              assertThat(a.path("payload").stringValue()).isEqualTo("at last");
            });
    again.assertNothingLeft();
  }

  @Test
  void aConnectionThatTheServerHoldsForAliveIsTakenOver() {
    WireClient first = ben.enter(proxy.uri());
    Visitors.join(first, room);
    proxy.fallSilent();

    WireClient again = ben.comeBack(visitors.endpoint(), first, true);

    again.event("room:resumed");
    Visitors.say(again, room, "here");
    assertThat(again.event("chat:message").path("senderId").stringValue()).isEqualTo(ben.user());
    again.assertNothingLeft();
  }

  @Test
  void whoIsCutOffAgainWhileTheRoomsAreEnteredStillHasThemAll() {
    WireClient first = ben.enter(proxy.uri());
    List<String> rooms =
        IntStream.range(0, 20).mapToObj(i -> room + "-" + (char) ('a' + i)).toList();
    rooms.forEach(each -> Visitors.join(first, each));
    proxy.cut();
    String auth =
        JSON.writeValueAsString(
            Map.of(
                "type", "auth",
                "id", "1",
                "data",
                    Map.of(
                        "token",
                        ben.token(),
                        "resume",
                        Returning.resume(Returning.sessionId(first)))));
    for (int i = 0; i < 10; i++) {
      RawSocket brief = visitors.closing(RawSocket.open(visitors.endpoint(), Map.of()));
      brief.sendText(auth);
      assertThat(brief.readUntil(RawFrame.TEXT).text()).contains("\"resumed\":true");
      brief.drop();
    }

    WireClient again = ben.comeBack(visitors.endpoint(), first, true);

    for (String each : rooms) {
      assertThat(again.event("room:resumed").path("roomId").stringValue()).isEqualTo(each);
    }
    again.assertNothingLeft();
  }

  @Test
  void cutsUnderRunningSendersMakeNoGapNoDuplicateAndNoDisorder() throws InterruptedException {
    int senders = 3;
    int each = 60;
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(senders);
    List<WireClient> talkers = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      talkers.add(visitors.guest("Sender"));
      Visitors.join(talkers.get(i), room);
    }
    WireClient reader = ben.enter(proxy.uri());
    String epoch = Visitors.join(reader, room).path("epoch").stringValue();
    List<Long> seen = new ArrayList<>();
    talkers.forEach(talker -> clock.execute(() -> talk(talker, each, clock)));

    for (int cut = 0; cut < 6; cut++) {
      for (int i = 0; i < 10; i++) {
        seen.add(reader.event("chat:message").path("seq").longValue());
      }
      proxy.cut();
      reader = ben.comeBack(proxy.uri(), reader, true, at(room, epoch, seen.size()));
      JsonNode resumed = reader.event("room:resumed");
      assertThat(resumed.path("recovered").booleanValue()).isTrue();
      resumed.path("messages").forEach(m -> seen.add(m.path("seq").longValue()));
    }
    while (seen.size() < senders * each) {
      seen.add(reader.event("chat:message").path("seq").longValue());
    }

    clock.shutdownNow();
    assertThat(seen)
        .isEqualTo(IntStream.rangeClosed(1, senders * each).mapToObj(Long::valueOf).toList());
    reader.assertNothingLeft();
  }

  /** Says something now and then, within the rate that the server allows. */
  private void talk(WireClient sender, int times, ScheduledExecutorService clock) {
    Visitors.say(sender, room, "word " + times);
    if (times > 1) {
      clock.schedule(() -> talk(sender, times - 1, clock), 55, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void whoComesBackAfterTheGraceTimeHasLeftForTheOthersAndEntersAgain() {
    GatewayServer quick = QuickGateway.get();
    WireClient ada = visitors.closing(WireClient.to(quick.wsUri()).as("Ada").enter());
    Visitors.join(ada, room);
    CutProxy line = visitors.closing(CutProxy.before(quick.wsUri()));
    WireClient first = ben.enter(line.uri());
    Visitors.join(first, room);
    ada.event("room:user-joined");
    line.cut();
    assertThat(ada.event("room:user-left").path("userId").stringValue()).isEqualTo(ben.user());

    WireClient again = ben.comeBack(line.uri(), first, true);

    assertThat(again.event("room:resumed").path("memberCount").intValue()).isEqualTo(2);
    assertThat(ada.event("room:user-joined").path("userId").stringValue()).isEqualTo(ben.user());
  }
}
