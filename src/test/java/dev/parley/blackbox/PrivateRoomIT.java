package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Rooms "team:…" are for those who moderate them, are invited, or have them in the token. */
class PrivateRoomIT {
  @RegisterExtension final Visitors visitors = new Visitors(RightsGateway::get);

  private final String room = Visitors.unique("team:room");
  private final String benId = Visitors.unique("ben");
  private WireClient boss;
  private WireClient ben;

  @BeforeEach
  void twoUsers() {
    boss = RightsGateway.user(visitors, "acme", Visitors.unique("boss"), "moderator");
    ben = RightsGateway.user(visitors, "acme", benId);
  }

  private Map<String, Object> about(String user) {
    return Map.of("roomId", room, "userId", user);
  }

  private static String refused(WireClient client, String type, Map<String, ?> data) {
    return client.refusal(type, data).path("code").stringValue();
  }

  private static List<JsonNode> invitations(WireClient client) {
    return client.ask("room:invitations", Map.of()).path("invitations").valueStream().toList();
  }

  private static Map<String, Object> delete(String room, JsonNode said) {
    return Map.of("roomId", room, "messageId", said.path("messageId").stringValue());
  }

  /** What somebody who moderates nothing says in a room that only who is invited enters. */
  private JsonNode saidByAMember(String in) {
    String id = Visitors.unique("dora");
    WireClient dora = RightsGateway.user(visitors, "acme", id);
    boss.ask("room:invite", Map.of("roomId", in, "userId", id));
    Visitors.join(dora, in);
    return Visitors.say(dora, in, "oops");
  }

  @Test
  void anInvitationOpensTheRoomUntilItIsTakenBack() {
    Visitors.join(boss, room);
    assertThat(refused(ben, "room:join", Map.of("roomId", room))).isEqualTo("not-found");
    boss.ask("room:invite", about(benId));
    JsonNode told = ben.event("room:invited");
    assertThat(told.path("roomId").stringValue()).isEqualTo(room);
    assertThat(told.path("by").stringValue()).isEqualTo(boss.userId());
    Visitors.join(ben, room);
    boss.event("room:user-joined");
    Visitors.say(ben, room, "thanks");
    ben.event("chat:message");

    boss.ask("room:uninvite", about(benId));

    assertThat(ben.event("room:uninvited").path("roomId").stringValue()).isEqualTo(room);
    assertThat(boss.event("room:user-left").path("userId").stringValue()).isEqualTo(benId);
    Visitors.say(boss, room, "among ourselves");
    for (String type : List.of("room:join", "chat:history", "room:members", "room:leave")) {
      assertThat(refused(ben, type, Map.of("roomId", room))).as(type).isEqualTo("not-found");
    }
    ben.assertNothingLeft();
  }

  @Test
  void aMemberInvitesNobodyAndARoomsModeratorDoes() {
    String cleo = Visitors.unique("cleo");
    boss.ask("room:invite", about(benId));
    assertThat(refused(ben, "room:invite", about(cleo))).isEqualTo("forbidden");

    boss.ask("room:invite", Map.of("roomId", room, "userId", benId, "moderator", true));

    ben.ask("room:invite", about(cleo));
    assertThat(invitations(RightsGateway.user(visitors, "acme", cleo)))
        .singleElement()
        .satisfies(one -> assertThat(one.path("by").stringValue()).isEqualTo(benId));
    Visitors.join(ben, room);
    Visitors.join(boss, room);
    ben.ask("chat:delete", delete(room, saidByAMember(room)));
    Map<String, Object> ofStaff = delete(room, Visitors.say(boss, room, "a moderator's by role"));
    assertThat(refused(ben, "chat:delete", ofStaff)).isEqualTo("forbidden");
    String other = Visitors.unique("team:room");
    assertThat(refused(ben, "room:invite", Map.of("roomId", other, "userId", cleo)))
        .isEqualTo("not-found");
  }

  @Test
  void whoIsPromotedWhileInsideModeratesAtOnce() {
    boss.ask("room:invite", about(benId));
    Visitors.join(boss, room);
    Visitors.join(ben, room);
    Map<String, Object> delete = delete(room, saidByAMember(room));
    assertThat(refused(ben, "chat:delete", delete)).isEqualTo("forbidden");
    boss.ask("room:invite", Map.of("roomId", room, "userId", benId, "moderator", true));
    ben.ask("chat:delete", delete);
  }

  @Test
  void invitationsAreListedAndCanBeGivenBack() {
    String second = Visitors.unique("team:room");
    boss.ask("room:invite", about(benId));
    boss.ask("room:invite", Map.of("roomId", second, "userId", benId, "moderator", true));
    assertThat(invitations(ben))
        .extracting(one -> one.path("roomId").stringValue() + one.path("moderator"))
        .containsExactly(room + "false", second + "true");
    ben.ask("room:uninvite", about(benId));
    assertThat(invitations(ben)).hasSize(1);
    assertThat(refused(ben, "room:join", Map.of("roomId", room))).isEqualTo("not-found");
    assertThat(refused(ben, "room:uninvite", about(benId))).isEqualTo("not-found");
  }

  @Test
  void theTokenOpensTheRoomsThatItNames() {
    String cleo = Visitors.unique("cleo");
    String token =
        RightsGateway.token("acme", cleo, Map.of("rooms", List.of(room, "team:shared-*")));
    WireClient named = visitors.closing(visitors.handshake().bearer(token).enter());
    Visitors.join(named, room);
    Visitors.join(named, Visitors.unique("team:shared-x"));
    assertThat(refused(named, "room:join", Map.of("roomId", room + "2"))).isEqualTo("not-found");

    named.ask("auth", Map.of("token", RightsGateway.token("acme", cleo, Map.of())));
    assertThat(List.of(named.event("room:lost"), named.event("room:lost")))
        .allMatch(lost -> lost.path("code").stringValue().equals("not-found"))
        .extracting(lost -> lost.path("roomId").stringValue())
        .contains(room);
    assertThat(refused(named, "chat:send", Map.of("roomId", room, "content", "x")))
        .isEqualTo("not-found");
  }

  @Test
  void aRoomTakesSoManyMembers() {
    for (String user : List.of("a", "b", "c")) {
      boss.ask("room:invite", about(user));
    }
    assertThat(refused(boss, "room:invite", about("d"))).isEqualTo("limit-reached");
    boss.ask("room:invite", about("a"));
    boss.ask("room:uninvite", about("a"));
    boss.ask("room:invite", about("d"));
  }

  @Test
  void otherRoomsTakeInvitationsWhereTheirPolicySaysSo() {
    String open = Visitors.unique("room");
    assertThat(refused(boss, "room:invite", Map.of("roomId", open, "userId", benId)))
        .isEqualTo("forbidden");
    String own = "#" + boss.userId();
    assertThat(refused(boss, "room:invite", Map.of("roomId", own, "userId", benId)))
        .isEqualTo("forbidden");
    String forum = Visitors.unique("forum:room");
    boss.ask("room:invite", Map.of("roomId", forum, "userId", benId, "moderator", true));
    Visitors.join(boss, forum);
    Visitors.join(ben, forum);
    ben.ask("chat:delete", delete(forum, saidByAMember(forum)));
  }

  @Test
  void anotherTenantHasNothingToDoWithIt() {
    boss.ask("room:invite", about(benId));
    WireClient namesake = RightsGateway.user(visitors, "globex", benId);
    assertThat(refused(namesake, "room:join", Map.of("roomId", room))).isEqualTo("not-found");
    assertThat(invitations(namesake)).isEmpty();
    RightsGateway.user(visitors, "globex", boss.userId(), "admin")
        .ask("room:uninvite", about(benId));
    Visitors.join(ben, room);
  }

  @Test
  void aSessionThatGoesOnComesBackToItsPrivateRoom() {
    boss.ask("room:invite", about(benId));
    Visitors.join(ben, room);
    String session = ben.welcomed().path("sessionId").stringValue();
    WireClient again = visitors.stranger();
    String token = RightsGateway.token("acme", benId, Map.of());
    assertThat(
            again
                .ask("auth", Map.of("token", token, "resume", Map.of("sessionId", session)))
                .path("resumed")
                .booleanValue())
        .isTrue();
    assertThat(again.event("room:resumed").path("roomId").stringValue()).isEqualTo(room);
  }
}
