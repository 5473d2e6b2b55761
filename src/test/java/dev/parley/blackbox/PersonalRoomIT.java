package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms with a # are the one user's whose id follows. */
class PersonalRoomIT {
  @RegisterExtension final Visitors visitors = new Visitors(RightsGateway::get);

  private final String ann = Visitors.unique("ann");

  private List<WireClient> others() {
    return List.of(
        RightsGateway.user(visitors, "acme", Visitors.unique("root"), "admin", "moderator"),
        RightsGateway.user(visitors, "acme", ann + "a"),
        RightsGateway.user(visitors, "globex", Visitors.unique("root"), "admin"),
        visitors.guest("Guest"));
  }

  @Test
  void aUsersOwnSessionsMeetThereAndNobodyElse() {
    WireClient laptop = RightsGateway.user(visitors, "acme", ann);
    WireClient phone = RightsGateway.user(visitors, "acme", ann);
    for (String room : List.of("#" + ann, "drafts#" + ann)) {
      Visitors.join(laptop, room);
      Visitors.join(phone, room);
      Visitors.say(laptop, room, "note to self");
      assertThat(phone.event("chat:message").path("roomId").stringValue()).isEqualTo(room);
      laptop.event("chat:message");
    }
    for (WireClient other : others()) {
      for (String type :
          List.of("room:join", "room:members", "chat:history", "room:leave", "typing:start")) {
        assertThat(other.refusal(type, Map.of("roomId", "#" + ann)).path("code").stringValue())
            .isEqualTo("not-found");
      }
      other.assertNothingLeft();
    }
    laptop.assertNothingLeft();
  }

  @Test
  void anIdOfAnyCharactersIsWrittenInOneWay() {
    WireClient client = RightsGateway.user(visitors, "acme", ann + "@example.com");
    Visitors.join(client, "#" + ann + "%40example.com");
    for (String other : List.of("#" + ann, "#" + ann + "%40Example.com", "##" + ann)) {
      assertThat(client.refusal("room:join", Map.of("roomId", other)).path("code").stringValue())
          .isEqualTo("not-found");
    }
  }

  @Test
  void aGuestHasOneToo() {
    WireClient guest = visitors.guest("Guest");
    assertThat(Visitors.join(guest, "#" + guest.userId()).path("memberCount").intValue())
        .isEqualTo(1);
  }
}
