package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.TestClient;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who else has a say in who may be in a room. */
class DoorTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final Detail WHY = Detail.of(ErrorCode.BANNED, "you are banned");

  private final TestRooms rooms =
      TestRooms.with("parley.room.policies", "[{rooms = \"staff:*\", join = [staff]}]");

  @Test
  void whoIsKeptOutIsToldWhyAndNobodyHearsOfIt() {
    TestClient ben = rooms.inside("lobby", "ben").get(0);
    rooms.barrier = (who, room, rights, present) -> who.id().value().equals("ann") ? WHY : null;
    TestClient ann = rooms.client("ann");

    assertThat(rooms.join(ann, "lobby").refusedAs()).isEqualTo(ErrorCode.BANNED);
    assertThat(ben.received()).isEmpty();
    assertThat(rooms.rooms.rightsIn(ann.session(), LOBBY)).isNull();
  }

  @Test
  void whoMayNotKnowOfTheRoomLearnsNothing() {
    rooms.barrier = (who, room, rights, present) -> WHY;
    TestClient ann = rooms.client("ann");
    assertThat(rooms.join(ann, "staff:desk").refusedAs()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void whoIsKeptOutWhileEnteringIsOutInTheEnd() {
    AtomicInteger looks = new AtomicInteger();
    rooms.barrier = (who, room, rights, present) -> looks.getAndIncrement() == 0 ? null : WHY;
    TestClient ann = rooms.client("ann");

    assertThat(rooms.join(ann, "lobby").refusedAs()).isEqualTo(ErrorCode.BANNED);
    assertThat(rooms.rooms.rightsIn(ann.session(), LOBBY)).isNull();
    assertThat(rooms.roomCount()).isZero();
  }

  @Test
  void whoIsPutOutIsToldAndTheOthersSeeItGo() {
    TestClient ann = rooms.inside("lobby", "ann").get(0);
    TestClient ben = rooms.inside("lobby", "ben").get(0);
    ann.received();

    rooms.rooms.expel(ann.session(), LOBBY, WHY);

    assertThat(ann.received()).containsExactly("room:lost");
    assertThat(ben.received()).containsExactly("left ann");
    assertThat(rooms.rooms.sessionsIn(ann.session().user().id(), LOBBY)).isEmpty();
    rooms.rooms.expel(ann.session(), LOBBY, WHY);
    assertThat(ann.received()).as("who is out already hears nothing").isEmpty();
  }

  @Test
  void aBanThatBindsOnceARoleIsLostIsCarriedOutThen() {
    TestClient ann = rooms.client("ann", "moderator");
    rooms.join(ann, "lobby").entered();
    rooms.join(ann, "library").entered();
    TestClient ben = rooms.inside("lobby", "ben").get(0);
    rooms.barrier = DoorTest::binds;
    rooms.sessions.renew(ann.session(), TestClient.identity("ann", "moderator"));
    rooms.rooms.renewed(ann.session());
    assertThat(rooms.rooms.rightsIn(ann.session(), LOBBY)).isNotNull();
    ann.received();

    rooms.sessions.renew(ann.session(), TestClient.identity("ann"));
    rooms.rooms.renewed(ann.session());

    assertThat(ann.received()).containsExactly("room:lost");
    assertThat(ben.received()).containsExactly("left ann");
    assertThat(rooms.rooms.rightsIn(ann.session(), LOBBY)).isNull();
    assertThat(rooms.rooms.rightsIn(ann.session(), new RoomName("library"))).isNotNull();
  }

  @Test
  void aBanThatBindsOnceAModeratorIsAMemberIsCarriedOutThen() {
    TestRooms house = TestRooms.with("parley.room.policies", "[{rooms = \"*\", kind = private}]");
    UserId id = new UserId("ann");
    house.store.invite(LOBBY, id, Standing.MODERATOR, id, Instant.EPOCH, 9);
    house.barrier = DoorTest::binds;
    TestClient ann = house.client("ann");
    house.join(ann, "lobby").entered();
    ann.received();
    house.rooms.stands(id, LOBBY, Standing.MODERATOR);
    assertThat(ann.received()).isEmpty();

    house.rooms.stands(id, LOBBY, Standing.MEMBER);

    assertThat(ann.received()).containsExactly("room:lost");
    assertThat(house.rooms.isEmpty()).isTrue();
  }

  /** Ann is banned from the lobby by one who has no authority over moderators. */
  private static @Nullable Detail binds(
      Identity who, RoomName room, Rights rights, boolean present) {
    boolean bound = who.id().value().equals("ann") && room.equals(LOBBY) && !rights.moderate();
    return bound && present ? WHY : null;
  }

  @Test
  void whoIsInAlreadyIsToldApart() {
    rooms.barrier = (who, room, rights, present) -> present ? null : WHY;
    TestClient ann = rooms.client("ann");
    assertThat(rooms.join(ann, "lobby").refusedAs()).isEqualTo(ErrorCode.BANNED);
    rooms.barrier = Door.OPEN;
    rooms.join(ann, "lobby").entered();
    rooms.barrier = (who, room, rights, present) -> present ? null : WHY;

    rooms.join(ann, "lobby").entered();
    rooms.join(rooms.client("ann"), "lobby").entered();
    assertThat(rooms.join(rooms.client("ben"), "lobby").refusedAs()).isEqualTo(ErrorCode.BANNED);
  }
}
