package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Event;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.session.FakeTransport;
import dev.parley.session.PlainCodec;
import dev.parley.session.Session;
import dev.parley.session.TestClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What thousands cost who enter a room or leave it at once: how often others are told of it, and
 * what is encoded for that, grows with their number and not with its square.
 */
class BigRoomTest {
  private static final RoomName LOBBY = Said.LOBBY;
  private static final int USERS = 5_000;

  /** As {@code room.announce-up-to} comes: in a bigger room only the number is told. */
  private static final int ANNOUNCED = 200;

  private final TestRooms house = TestRooms.with();
  private final PlainCodec codec = new PlainCodec();
  private final List<TestClient> clients = new ArrayList<>();

  private void enter(int users) {
    for (int i = 0; i < users; i++) {
      FakeTransport transport = new FakeTransport();
      String address = "10.0." + clients.size() / 100 + ".1"; // no more than one may have
      Session session = house.sessions.open(address, transport, codec);
      house.sessions.identify(
          session, TestClient.identity("u" + clients.size()), () -> {}, () -> {});
      session.onClose(() -> house.rooms.disconnected(session));
      TestClient client = new TestClient(session, transport);
      clients.add(client);
      house.join(client, LOBBY.value()).entered();
    }
  }

  /** How many frames that begin so all clients have received since the last call. */
  private long received(String beginning) {
    return clients.stream()
        .flatMap(client -> client.received().stream())
        .filter(frame -> frame.startsWith(beginning))
        .count();
  }

  private void clear() {
    clients.forEach(TestClient::received);
  }

  @Test
  void whoComesIsToldToTheFirstOnlyThenTheNumberOnceASecond() {
    enter(ANNOUNCED);
    assertThat(received("joined")).isEqualTo(ANNOUNCED * (ANNOUNCED - 1) / 2);
    int encoded = codec.encoded();
    int seconds = 6;
    long counts = 0;
    for (int second = 0; second < seconds; second++) {
      enter((USERS - ANNOUNCED) / seconds);
      house.rooms.tellCounts();
      counts += clients.size();
    }

    assertThat(clients).hasSize(USERS);
    assertThat(codec.encoded() - encoded).isEqualTo(USERS - ANNOUNCED + seconds); // answers, counts
    assertThat(clients.stream().mapToLong(client -> client.received().size()).sum())
        .isEqualTo(USERS - ANNOUNCED + counts);
  }

  @Test
  void whoLeavesIsToldOnlyOnceFewAreLeft() {
    enter(USERS);
    clear();
    int encoded = codec.encoded();

    clients.forEach(client -> house.rooms.leave(client.session(), LOBBY));

    assertThat(received("left")).isEqualTo(ANNOUNCED * (ANNOUNCED + 1) / 2);
    assertThat(codec.encoded() - encoded).isEqualTo(ANNOUNCED);
    assertThat(house.roomCount()).isZero();
  }

  @Test
  void thousandsThatAreCutOffAtOnceAreOneNumberToTheOthers() {
    enter(USERS);
    clear();
    int encoded = codec.encoded();

    clients.subList(0, USERS / 2).forEach(TestClient::vanish);
    house.sweepAfter(11);
    house.rooms.tellCounts();

    assertThat(codec.encoded() - encoded).isEqualTo(1);
    assertThat(received("count " + USERS / 2)).isEqualTo(USERS / 2);
  }

  @Test
  void ofWhoComesAndGoesInABigRoomNobodyIsToldThePresence() {
    enter(ANNOUNCED + 1);
    clear();

    UserId first = clients.get(0).session().user().id();
    house.rooms.queuePresence(new Event.PresenceChanged(first, Status.AWAY, null)).run();

    assertThat(clients).allMatch(client -> client.received().isEmpty());
  }
}
