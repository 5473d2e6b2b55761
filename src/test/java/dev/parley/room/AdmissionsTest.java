package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.TestClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How invitations open rooms, and that a refusal takes the same way whatever is refused. */
class AdmissionsTest {
  private static final RoomName TEAM = new RoomName("team:red");
  private static final UserId ANN = new UserId("ann");
  private static final Identity BOSS = TestClient.identity("boss", "moderator");

  private final TestRooms house =
      TestRooms.with(
          "parley.room.policies",
          """
          [ { rooms = "team:*", kind = private, max-members = 2 },
            { rooms = "hidden:*", join = [staff] },
            { rooms = "nowhere:*", join = [] } ]
          """);
  private final Invitations invitations =
      new Invitations(
          house.policies, house.memberships, house.rooms, house.door, Clock.systemUTC());
  private final TestClient ann = house.client("ann");

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private ErrorCode invite(Identity by, RoomName room, String user) {
    return TestRooms.refusalOf(now(invitations.invite(by, room, new UserId(user), false)));
  }

  private ErrorCode uninvite(Identity by, RoomName room, String user) {
    return TestRooms.refusalOf(now(invitations.uninvite(by, room, new UserId(user))));
  }

  @Test
  void whoIsRefusedHasCostOneLookWhetherThereIsSuchARoomOrNot() {
    house.join(house.client("boss", "moderator"), "team:red").entered();
    house.join(house.client("aide", "staff"), "hidden:desk").entered();
    house.join(house.client("ben"), "#ben").entered();
    house.store.looks.clear();
    for (String room :
        List.of(
            "team:red",
            "team:none",
            "hidden:desk",
            "hidden:none",
            "nowhere:at-all",
            "#ben",
            "#nobody")) {
      assertThat(house.join(ann, room).refusal().toString())
          .isEqualTo(house.join(ann, "team:none").refusal().toString().replace("team:none", room));
      assertThat(house.store.looks).as(room).containsExactly("ann", "ann");
      house.store.looks.clear();
    }
  }

  @Test
  void whomTheFamilyAdmitsIsNotLookedUp() {
    house.join(ann, "lobby").entered();
    house.join(ann, "#ann").entered();
    assertThat(house.store.looks).isEmpty();
  }

  @Test
  void anInvitationOpensTheRoomAndIsTakenBackWithTheSeat() {
    assertThat(invite(BOSS, TEAM, "ann")).isNull();
    house.join(ann, "team:red").entered();
    assertThat(house.rooms.requireSpeaker(ann.session(), TEAM).fold(Rights::speak, d -> false))
        .isTrue();

    assertThat(uninvite(BOSS, TEAM, "ann")).isNull();

    assertThat(TestRooms.refusalOf(house.rooms.requireSpeaker(ann.session(), TEAM)))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(house.roomCount()).isZero();
  }

  @Test
  void whoModeratesTheRoomInvitesAndNobodyElse() {
    Identity member = TestClient.identity("ann");
    assertThat(invite(member, TEAM, "ben")).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(uninvite(member, TEAM, "ann")).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(invite(BOSS, TEAM, "ann")).isNull();
    assertThat(invite(member, TEAM, "ben")).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(uninvite(member, TEAM, "ben")).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(invite(BOSS, new RoomName("lobby"), "ann")).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(invite(BOSS, new RoomName("hidden:desk"), "ann")).isEqualTo(ErrorCode.NOT_FOUND);
    now(invitations.invite(BOSS, TEAM, ANN, true));
    assertThat(invite(member, TEAM, "ben")).isNull();
    assertThat(invite(member, TEAM, "cleo")).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(uninvite(member, TEAM, "ann")).isNull();
    assertThat(invite(member, TEAM, "cleo")).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void whoModeratesTheRoomButIsBannedThereTakesBackOnlyTheOwnInvitation() {
    now(invitations.invite(BOSS, TEAM, ANN, true));
    Identity lead = TestClient.identity("ann");
    List<String> asked = new ArrayList<>();
    house.barrier =
        (who, room, rights, present) -> {
          asked.add(who.id() + " " + room + " " + rights.moderate() + " " + present);
          return Detail.of(ErrorCode.BANNED, "you are banned");
        };

    assertThat(invite(lead, TEAM, "ben")).isEqualTo(ErrorCode.BANNED);
    assertThat(uninvite(lead, TEAM, "ben")).isEqualTo(ErrorCode.BANNED);
    assertThat(asked).hasSize(2).containsOnly("ann team:red true true");
    assertThat(invite(TestClient.identity("eve"), TEAM, "ben")).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(uninvite(lead, TEAM, "ann")).isNull();
    assertThat(asked).hasSize(2);
  }

  @Test
  void anInvitationThatIsTakenBackDuringTheJoinLetsNobodyIn() {
    assertThat(invite(BOSS, TEAM, "ann")).isNull();
    house.store.afterLook =
        () -> {
          house.store.afterLook = () -> {};
          assertThat(uninvite(BOSS, TEAM, "ann")).isNull();
        };

    assertThat(house.join(ann, "team:red").refusedAs()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(house.join(ann, "team:red").refusedAs()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(house.rooms.isEmpty()).isTrue();
  }

  @Test
  void withTheDatabaseAwayNobodyIsTurnedAwayForGood() {
    house.store.afterLook =
        () -> {
          throw new IllegalStateException("away");
        };
    for (String room : List.of("team:red", "hidden:desk", "#ben")) {
      assertThat(house.join(ann, room).refusal().toString())
          .contains("UNAVAILABLE", "the history cannot be reached now, try again");
    }
    assertThat(invite(BOSS, TEAM, "ann")).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aRoleThatIsLostWithTheTokenTakesItsRightsAlong() {
    TestClient press = house.client("press", "moderator");
    house.join(press, "team:red").entered();
    assertThat(house.rooms.requireSpeaker(press.session(), TEAM).fold(Rights::moderate, d -> false))
        .isTrue();
    house.store.invite(TEAM, new UserId("press"), Standing.MEMBER, BOSS.id(), Instant.EPOCH, 9);
    house.join(press, "team:red").entered();

    house.sessions.renew(press.session(), TestClient.identity("press"));
    house.rooms.renewed(press.session());

    assertThat(house.rooms.requireSpeaker(press.session(), TEAM).fold(Rights::moderate, d -> true))
        .isFalse();
    assertThat(Map.of(TEAM, house.roomCount())).containsValue(1.0);
  }
}
