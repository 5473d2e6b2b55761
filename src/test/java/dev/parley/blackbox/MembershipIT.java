package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who is in a room, over several sessions of a user, cut and taken up again. */
class MembershipIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");
  private final String ben = Visitors.unique("ben");

  @Test
  void aUserIsCutOffOnceAndOnlyAfterTheGraceTime() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    WireClient phone = visitors.user(ben);
    WireClient laptop = visitors.user(ben);
    Visitors.join(phone, room);
    Visitors.join(laptop, room);
    assertThat(ada.event("room:user-joined").path("userId").stringValue()).isEqualTo(ben);

    phone.close();
    laptop.close();
    assertThat(memberCount(ada)).isEqualTo(2); // within the grace time
    assertThat(ada.event("room:user-left").path("userId").stringValue()).isEqualTo(ben);
    ada.event("presence:changed");
    assertThat(memberCount(ada)).isEqualTo(1);
    ada.assertNothingLeft();
  }

  @Test
  void whoComesBackWithinTheGraceTimeHasNeverBeenAway() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    WireClient first = visitors.user(ben);
    Visitors.join(first, room);
    ada.event("room:user-joined");
    for (int reload = 0; reload < 3; reload++) {
      first.close();
      first = visitors.user(ben);
      Visitors.join(first, room);
    }
    Visitors.say(first, room, "still here");
    assertThat(ada.event("chat:message").path("content").stringValue()).isEqualTo("still here");

    // Another user is cut off after all this, and by the time Ada hears of it Ben's grace is over.
    WireClient cleo = visitors.guest("Cleo");
    Visitors.join(cleo, room);
    assertThat(ada.event("room:user-joined").path("username").stringValue()).isEqualTo("Cleo");
    cleo.close();
    assertThat(ada.event("room:user-left").path("userId").stringValue()).isEqualTo(cleo.userId());
    ada.event("presence:changed");
    ada.assertNothingLeft();
  }

  @Test
  void whoComesBackButNotToTheRoomLeavesIt() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    WireClient first = visitors.user(ben);
    Visitors.join(first, room);
    ada.event("room:user-joined");
    first.close();
    WireClient elsewhere = visitors.user(ben);
    assertThat(ada.event("room:user-left").path("userId").stringValue()).isEqualTo(ben);
    elsewhere.assertNothingLeft();
    ada.assertNothingLeft();
  }

  @Test
  void whoLeavesIsGoneAtOnce() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    WireClient phone = visitors.user(ben);
    Visitors.join(phone, room);
    ada.event("room:user-joined");
    phone.ask("room:leave", Map.of("roomId", room));
    assertThat(memberCount(ada)).isEqualTo(1);
    assertThat(ada.event("room:user-left").path("userId").stringValue()).isEqualTo(ben);
    ada.assertNothingLeft();
    phone.assertNothingLeft();
  }

  @Test
  void whoVanishesWithoutAWordIsCutOffAsWell() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    RawSocket ghost = visitors.bareGuest("Ghost");
    ghost.sendText("{\"type\":\"room:join\",\"data\":{\"roomId\":\"" + room + "\"}}");
    assertThat(ada.event("room:user-joined").path("username").stringValue()).isEqualTo("Ghost");
    ghost.drop();
    ada.event("room:user-left");
    assertThat(memberCount(ada)).isEqualTo(1);
  }

  @Test
  void aSilentMemberIsDroppedAndLeaves() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    RawSocket mute = visitors.bareGuest("Mute");
    mute.sendText("{\"type\":\"room:join\",\"data\":{\"roomId\":\"" + room + "\"}}");
    ada.event("room:user-joined");
    RawFrame ping = mute.readUntil(RawFrame.PING);
    mute.send(RawFrame.PONG, ping.payload());
    mute.readUntil(RawFrame.PING); // it is heard, and asked again
    assertThat(mute.awaitClose().code()).isIn(4002, 1006);
    ada.event("room:user-left");
  }

  @Test
  void membersAreListedInTheOrderOfTheirIds() {
    WireClient ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    for (int i = 0; i < 6; i++) {
      Visitors.join(visitors.guest("Guest " + i), room);
    }
    List<String> ids = ids(ada.ask("room:members", Map.of("roomId", room)));
    assertThat(ids).hasSize(7).isSorted().doesNotHaveDuplicates();
    JsonNode page =
        ada.ask("room:members", Map.of("roomId", room, "after", ids.get(1), "limit", 3));
    assertThat(ids(page)).isEqualTo(ids.subList(2, 5));
    assertThat(page.path("more").booleanValue()).isTrue();
    JsonNode last =
        ada.ask("room:members", Map.of("roomId", room, "after", ids.get(4), "limit", 2));
    assertThat(ids(last)).isEqualTo(ids.subList(5, 7));
    assertThat(last.path("more").booleanValue()).isFalse();
  }

  private int memberCount(WireClient client) {
    return client.ask("room:members", Map.of("roomId", room)).path("memberCount").intValue();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("members").valueStream().map(m -> m.path("userId").stringValue()).toList();
  }
}
