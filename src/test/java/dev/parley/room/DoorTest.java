package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.RoomName;
import dev.parley.session.TestClient;
import java.util.concurrent.atomic.AtomicInteger;
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
