package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** How present a user is, over all of the user's sessions. */
class PresenceIT {
  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final String room = Visitors.unique("room");
  private final String ben = Visitors.unique("ben");
  private WireClient ada;
  private WireClient phone;

  @BeforeEach
  void adaAndBenShareARoom() {
    ada = visitors.guest("Ada");
    Visitors.join(ada, room);
    phone = visitors.user(ben);
    Visitors.join(phone, room);
    ada.event("room:user-joined");
  }

  @Test
  void aStatusHoldsForEverySessionOfTheUser() {
    phone.ask("presence:set", Map.of("status", "busy", "text", "in a call"));
    assertPresence(ada.event("presence:changed"), "busy", "in a call");
    WireClient laptop = visitors.user(ben);
    JsonNode members = Visitors.join(laptop, room).path("members");
    assertThat(
            members.valueStream().filter(m -> m.path("userId").stringValue().equals(ben)).toList())
        .singleElement()
        .satisfies(m -> assertPresence(m, "busy", "in a call"));
    phone.close();
    laptop.ask("presence:set", Map.of("status", "online"));
    assertPresence(ada.event("presence:changed"), "online", null);
    ada.assertNothingLeft();
  }

  @Test
  void aUserIsOfflineWhenTheLastSessionIsGoneForGood() {
    WireClient laptop = visitors.user(ben);
    phone.close();
    Visitors.join(laptop, room);
    laptop.close();
    assertPresence(ada.event("presence:changed"), "offline", null);
  }

  @Test
  void aReloadDoesNotFlicker() {
    phone.ask("presence:set", Map.of("status", "away"));
    assertPresence(ada.event("presence:changed"), "away", null);
    phone.close();
    WireClient reloaded = visitors.user(ben);
    JsonNode members = Visitors.join(reloaded, room).path("members");
    assertThat(
            members.valueStream().filter(m -> m.path("userId").stringValue().equals(ben)).toList())
        .singleElement()
        .satisfies(m -> assertPresence(m, "away", null));

    // Cleo's going takes as long as Ben's would have: no word of Ben by then.
    WireClient cleo = visitors.guest("Cleo");
    Visitors.join(cleo, room);
    ada.event("room:user-joined");
    cleo.close();
    assertThat(ada.event("presence:changed").path("userId").stringValue()).isEqualTo(cleo.userId());
    ada.event("room:user-left");
    ada.assertNothingLeft();
  }

  @Test
  void strangersHearNothing() {
    WireClient dora = visitors.guest("Dora");
    Visitors.join(dora, Visitors.unique("room"));
    phone.ask("presence:set", Map.of("status", "away"));
    ada.event("presence:changed");
    dora.assertNothingLeft();
  }

  @Test
  void whoSharesTwoRoomsHearsItInEach() {
    String second = Visitors.unique("room");
    Visitors.join(ada, second);
    Visitors.join(phone, second);
    ada.event("room:user-joined");
    phone.ask("presence:set", Map.of("status", "away"));
    assertPresence(ada.event("presence:changed"), "away", null);
    assertPresence(ada.event("presence:changed"), "away", null);
    ada.assertNothingLeft();
  }

  @Test
  void theSameStatusAgainIsNoNews() {
    phone.ask("presence:set", Map.of("status", "away", "text", "tea"));
    ada.event("presence:changed");
    phone.ask("presence:set", Map.of("status", "away", "text", "tea"));
    ada.assertNothingLeft();
  }

  private void assertPresence(JsonNode told, String status, String text) {
    assertThat(told.path("userId").stringValue()).isEqualTo(ben);
    assertThat(told.path("status").stringValue()).isEqualTo(status);
    assertThat(told.path("text").asString(null)).isEqualTo(text);
  }
}
