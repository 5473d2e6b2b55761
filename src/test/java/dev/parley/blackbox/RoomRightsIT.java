package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the kind of a room and the roles of a user let the user do in it. */
class RoomRightsIT {
  @RegisterExtension final Visitors visitors = new Visitors(RightsGateway::get);

  private WireClient user(String... roles) {
    return RightsGateway.user(visitors, "acme", Visitors.unique("user"), roles);
  }

  private static String refused(WireClient client, String type, Map<String, ?> data) {
    return client.refusal(type, data).path("code").stringValue();
  }

  private static void assertSpeaksNot(WireClient listener, String room, JsonNode said) {
    String id = said.path("messageId").stringValue();
    Map<String, ?> aRoom = Map.of("to", Map.of("room", room), "event", "e");
    Map<String, ?> rooms = Map.of("to", Map.of("rooms", List.of(room)), "event", "e");
    Map<String, ?> send = Map.of("roomId", room, "content", "x");
    Map<String, ?> edit = Map.of("roomId", room, "messageId", id, "content", "x");
    assertThat(refused(listener, "chat:send", send)).isEqualTo("forbidden");
    assertThat(refused(listener, "chat:edit", edit)).isEqualTo("forbidden");
    assertThat(refused(listener, "chat:delete", Map.of("roomId", room, "messageId", id)))
        .isEqualTo("forbidden");
    assertThat(refused(listener, "typing:start", Map.of("roomId", room))).isEqualTo("forbidden");
    assertThat(refused(listener, "emit", aRoom)).isEqualTo("forbidden");
    assertThat(refused(listener, "emit", rooms)).isEqualTo("forbidden");
    assertThat(listener.refusal("chat:send", send).path("message").stringValue())
        .isEqualTo("you may not speak in the room " + room);
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive:", "news:"})
  void whereModeratorsSpeakOthersListen(String family) {
    String room = Visitors.unique(family + "room");
    WireClient moderator = user("moderator");
    WireClient listener = user();
    Visitors.join(moderator, room);
    JsonNode said = Visitors.say(moderator, room, "hear this");
    moderator.event("chat:message"); // the ack may come before the room is told
    assertThat(Visitors.join(listener, room).path("seq").longValue()).isEqualTo(1);

    assertSpeaksNot(listener, room, said);
    assertThat(Visitors.history(listener, room)).hasSize(1);
    assertThat(listener.ask("room:members", Map.of("roomId", room)).path("memberCount").intValue())
        .isEqualTo(2);
    Visitors.say(moderator, room, "and this");
    assertThat(listener.event("chat:message").path("content").stringValue()).isEqualTo("and this");
  }

  @Test
  void whoIsNamedAnnouncesAndModeratesNot() {
    String room = Visitors.unique("news:room");
    WireClient press = user("press");
    WireClient moderator = user("moderator");
    Visitors.join(press, room);
    Visitors.join(moderator, room);
    JsonNode said = Visitors.say(moderator, room, "by the moderator");
    Map<String, Object> delete =
        Map.of("roomId", room, "messageId", said.path("messageId").stringValue());

    Visitors.say(press, room, "by the press");
    assertThat(refused(press, "chat:delete", delete)).isEqualTo("forbidden");
    moderator.ask("chat:delete", delete);
    String archive = Visitors.unique("archive:room");
    Visitors.join(press, archive);
    assertThat(refused(press, "chat:send", Map.of("roomId", archive, "content", "x")))
        .isEqualTo("forbidden");
  }

  @Test
  void whoMaySeeReadsWithoutEntering() {
    String room = Visitors.unique("hidden:room");
    WireClient staff = user("staff");
    WireClient auditor = user("auditor");
    Visitors.join(staff, room);
    Visitors.say(staff, room, "for the books");

    assertThat(Visitors.history(auditor, room)).hasSize(1);
    assertThat(auditor.ask("room:members", Map.of("roomId", room)).path("memberCount").intValue())
        .isEqualTo(1);
    assertThat(refused(auditor, "room:join", Map.of("roomId", room))).isEqualTo("forbidden");
    assertThat(refused(auditor, "chat:send", Map.of("roomId", room, "content", "x")))
        .isEqualTo("forbidden");
    String missing = Visitors.unique("hidden:room");
    assertThat(refused(auditor, "room:join", Map.of("roomId", missing))).isEqualTo("not-found");
    staff.event("chat:message");
    staff.assertNothingLeft();
    auditor.assertNothingLeft();
  }

  @Test
  void eventsToARoomAreARightOfTheirOwn() {
    String room = Visitors.unique("quiet:room");
    WireClient robot = user("robot");
    WireClient human = user();
    Visitors.join(robot, room);
    Visitors.join(human, room);
    Map<String, Object> emit = Map.of("to", Map.of("room", room), "event", "e");

    assertThat(refused(human, "emit", emit)).isEqualTo("forbidden");
    robot.ask("emit", emit);
    assertThat(human.event("event").path("event").stringValue()).isEqualTo("e");
    Visitors.say(human, room, "words are free");
  }

  @Test
  void guestsListenWhereTheyMayNotSpeak() {
    String room = Visitors.unique("forum:room");
    WireClient guest = visitors.guest("Guest");
    Visitors.join(guest, room);
    assertThat(refused(guest, "chat:send", Map.of("roomId", room, "content", "x")))
        .isEqualTo("forbidden");
  }

  @Test
  void aRenewedTokenGivesAndTakesRightsAtOnce() {
    String id = Visitors.unique("user");
    String room = Visitors.unique("news:room");
    WireClient client = RightsGateway.user(visitors, "acme", id);
    Visitors.join(client, room);
    Map<String, Object> send = Map.of("roomId", room, "content", "x");
    assertThat(refused(client, "chat:send", send)).isEqualTo("forbidden");

    Map<String, Object> press = Map.of("roles", List.of("press"));
    client.ask("auth", Map.of("token", RightsGateway.token("acme", id, press)));
    client.ask("chat:send", send);

    client.ask("auth", Map.of("token", RightsGateway.token("acme", id, Map.of())));
    assertThat(refused(client, "chat:send", send)).isEqualTo("forbidden");
  }
}
