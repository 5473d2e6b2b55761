package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user may not see answers exactly as what does not exist: rooms "hidden:…" are for staff,
 * rooms "closed:…" are made by nobody.
 */
class HiddenRoomIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'room:join','id':'7','data':{'roomId':'ROOM'}}",
        "{'type':'room:join','id':'7','data':{'roomId':'ROOM','history':10}}",
        "{'type':'room:leave','id':'7','data':{'roomId':'ROOM'}}",
        "{'type':'room:members','id':'7','data':{'roomId':'ROOM'}}",
        "{'type':'chat:send','id':'7','data':{'roomId':'ROOM','content':'hello'}}",
        "{'type':'chat:edit','id':'7','data':{'roomId':'ROOM','messageId':'abc.1','content':'x'}}",
        "{'type':'chat:delete','id':'7','data':{'roomId':'ROOM','messageId':'abc.1'}}",
        "{'type':'chat:history','id':'7','data':{'roomId':'ROOM'}}",
        "{'type':'typing:start','id':'7','data':{'roomId':'ROOM'}}",
        "{'type':'typing:stop','id':'7','data':{'roomId':'ROOM'}}",
        "{'type':'emit','id':'7','data':{'to':{'room':'ROOM'},'event':'e'}}",
        "{'type':'emit','id':'7','data':{'to':{'rooms':['ROOM']},'event':'e'}}"
      })
  void aHiddenRoomAnswersByteForByteAsOneThatDoesNotExist(String command) {
    String hidden = Visitors.unique("hidden:room");
    String missing = hidden.replace("hidden:", "closed:");
    WireClient boss = visitors.user(Visitors.unique("boss"), "staff");
    Visitors.join(boss, hidden);
    Visitors.say(boss, hidden, "for us only");
    RawSocket outsider = visitors.bareGuest("Outsider");
    outsider.readUntil(RawFrame.TEXT);

    String ofHidden = answer(outsider, command, hidden).replace(hidden, "ROOM");
    String ofMissing = answer(outsider, command, missing).replace(missing, "ROOM");
    assertThat(ofHidden).isEqualTo(ofMissing).contains("\"not-found\"");

    boss.event("chat:message");
    boss.assertNothingLeft();
  }

  @Test
  void staffMeetInAHiddenRoom() {
    String hidden = Visitors.unique("hidden:room");
    WireClient boss = visitors.user(Visitors.unique("boss"), "staff");
    WireClient aide = visitors.user(Visitors.unique("aide"), "intern", "staff");
    Visitors.join(boss, hidden);
    assertThat(Visitors.join(aide, hidden).path("memberCount").intValue()).isEqualTo(2);
  }

  @Test
  void ofAHiddenRoomsMemberNobodyOutsideHears() {
    String hidden = Visitors.unique("hidden:room");
    WireClient boss = visitors.user(Visitors.unique("boss"), "staff");
    WireClient outsider = visitors.guest("Outsider");
    Visitors.join(boss, hidden);
    outsider.refusal("room:join", Map.of("roomId", hidden));
    Visitors.say(boss, hidden, "secret");
    boss.ask("typing:start", Map.of("roomId", hidden));
    boss.ask("presence:set", Map.of("status", "busy"));
    boss.ask("emit", Map.of("to", Map.of("rooms", List.of(hidden)), "event", "e"));
    outsider.assertNothingLeft();
  }

  private static String answer(RawSocket client, String command, String room) {
    client.sendText(command.replace('\'', '"').replace("ROOM", room));
    return client.readUntil(RawFrame.TEXT).text();
  }
}
