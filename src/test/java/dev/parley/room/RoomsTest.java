package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.Entry;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.session.Session;
import dev.parley.session.TestClient;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomsTest {
  private static final RoomName LOBBY = Said.LOBBY;

  private final TestRooms house = TestRooms.with();

  private void say(TestClient client, String content) {
    house.log.write(
        new Entry.Post(
            LOBBY, client.session().user().id(), client.session().user().name(), content, null),
        outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
  }

  @Test
  void everyoneInTheRoomHearsWhatIsSaid() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");
    TestClient outside = house.client("cleo");

    say(in.get(0), "hello");
    say(in.get(1), "hi");

    assertThat(in.get(0).received()).containsExactly("message 1 hello", "message 2 hi");
    assertThat(in.get(1).received()).containsExactly("message 1 hello", "message 2 hi");
    assertThat(outside.received()).isEmpty();
  }

  @Test
  void whoEntersHasThePositionAndTheUsers() {
    List<TestClient> in = house.inside("lobby", "ann");
    say(in.get(0), "hello");

    Entered entered = house.join(house.client("bob"), "lobby").entered();

    assertThat(entered.room()).isEqualTo(LOBBY);
    assertThat(entered.position().seq()).isEqualTo(1);
    assertThat(entered.recovered()).isFalse();
    assertThat(entered.reason()).isNull();
    assertThat(entered.messages()).isEmpty();
    assertThat(entered.firstSession()).isTrue();
    assertThat(entered.occupants().count()).isEqualTo(2);
    assertThat(entered.occupants().users())
        .extracting(user -> user.id() + " " + user.name())
        .containsExactly("ann Ann", "bob Bob");
  }

  @Test
  void whoLeavesHearsNothingMoreAndTheOthersAreTold() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");

    assertThat(house.rooms.leave(in.get(1).session(), LOBBY)).isEqualTo(Outcome.done(LOBBY));
    say(in.get(0), "hello");

    assertThat(in.get(0).received()).containsExactly("left bob", "message 1 hello");
    assertThat(in.get(1).received()).isEmpty();
    assertThat(TestRooms.refusalOf(house.rooms.leave(in.get(1).session(), LOBBY)))
        .isEqualTo(ErrorCode.NOT_JOINED);
  }

  @Test
  void aUserLeavesWithTheLastOfSeveralSessions() {
    List<TestClient> in = house.inside("lobby", "ann", "bob", "bob");

    house.rooms.leave(in.get(1).session(), LOBBY);
    assertThat(in.get(0).received()).isEmpty();
    house.rooms.leave(in.get(2).session(), LOBBY);
    assertThat(in.get(0).received()).containsExactly("left bob");
  }

  @Test
  void whoIsCutOffStaysForTheGraceTime() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");

    in.get(1).vanish();
    house.sweepAfter(9);
    assertThat(in.get(0).received()).isEmpty();
    assertThat(house.rooms.members(in.get(0).session(), LOBBY, null, null))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> assertThat(((OccupantPage) done.value()).count()).isEqualTo(2));

    house.sweepAfter(11);
    assertThat(in.get(0).received()).containsExactly("left bob");
  }

  @Test
  void whoIsBackInTimeNeverLeft() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");
    in.get(1).vanish();

    TestClient back = house.client("bob");
    assertThat(house.join(back, "lobby").entered().firstSession()).isFalse();
    house.sweepAfter(60);

    assertThat(in.get(0).received()).isEmpty();
    say(in.get(0), "welcome back");
    assertThat(back.received()).containsExactly("entered", "message 1 welcome back");
  }

  @Test
  void aSecondCutOffHasAGraceTimeOfItsOwn() {
    TestRooms quick = TestRooms.with("parley.room.grace", "0s");
    List<TestClient> in = quick.inside("lobby", "ann", "bob");
    in.get(1).vanish();
    List<TestClient> again = quick.inside("lobby", "bob");
    quick.rooms.leave(again.get(0).session(), LOBBY);
    quick.inside("lobby", "bob");
    in.get(0).received();

    quick.sweepAfter(1);

    assertThat(in.get(0).received()).isEmpty();
  }

  @Test
  void theLastToLeaveTakesTheRoomAlong() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");
    assertThat(house.roomCount()).isEqualTo(1);

    house.rooms.leave(in.get(0).session(), LOBBY);
    in.get(1).vanish();
    assertThat(house.roomCount()).isEqualTo(1);
    house.sweepAfter(11);

    assertThat(house.roomCount()).isZero();
    TestClient cleo = house.client("cleo");
    assertThat(house.join(cleo, "lobby").entered().occupants().count()).isEqualTo(1);
  }

  @Test
  void aRoomTheUserMayNotSeeAnswersAsOneThatDoesNotExist() {
    TestRooms closed =
        TestRooms.with(
            "parley.room.policies",
            "[{rooms=\"staff:*\", join=[staff]}, {rooms=\"fixed:*\", create=false}]");
    TestClient boss = closed.client("boss", "staff");
    TestClient ann = closed.client("ann");
    closed.join(boss, "staff:board").entered();

    assertThat(closed.join(ann, "staff:board").refusal().toString())
        .isEqualTo(closed.join(ann, "fixed:board").refusal().toString().replace("fixed", "staff"));
    assertThat(closed.join(ann, "staff:other").refusedAs()).isEqualTo(ErrorCode.NOT_FOUND);
    for (String hidden : List.of("staff:board", "staff:other", "fixed:board")) {
      RoomName name = new RoomName(hidden);
      Session session = ann.session();
      assertThat(
              List.of(
                  closed.rooms.leave(session, name),
                  closed.rooms.requireSpeaker(session, name),
                  closed.rooms.members(session, name, null, null),
                  closed.rooms.startTyping(session, name),
                  closed.rooms.stopTyping(session, name),
                  closed.rooms.publish(session, name, Said.event("x"), null),
                  closed.rooms.sessionsIn(session, List.of(name))))
          .allMatch(
              outcome ->
                  outcome.equals(
                      Outcome.rejected(ErrorCode.NOT_FOUND, "there is no room " + hidden)));
    }
    assertThat(closed.roomCount()).isEqualTo(1);
  }

  @Test
  void whatNeedsMembershipIsRefusedWithoutIt() {
    TestClient ann = house.client("ann");
    house.inside("lobby", "bob");

    assertThat(
            List.of(
                house.rooms.leave(ann.session(), LOBBY),
                house.rooms.requireSpeaker(ann.session(), LOBBY),
                house.rooms.members(ann.session(), LOBBY, null, null),
                house.rooms.startTyping(ann.session(), LOBBY),
                house.rooms.stopTyping(ann.session(), LOBBY),
                house.rooms.publish(ann.session(), LOBBY, Said.event("x"), null),
                house.rooms.sessionsIn(ann.session(), List.of(LOBBY))))
        .allMatch(outcome -> TestRooms.refusalOf(outcome) == ErrorCode.NOT_JOINED);
  }

  @Test
  void pagesOfMembersAreBounded() {
    TestRooms small = TestRooms.with("parley.room.members-page", "2");
    List<TestClient> in = small.inside("lobby", "ann", "bob", "cleo");
    Session ann = in.get(0).session();

    assertThat(names(small.rooms.members(ann, LOBBY, null, null))).containsExactly("ann", "bob");
    assertThat(names(small.rooms.members(ann, LOBBY, null, 1))).containsExactly("ann");
    assertThat(names(small.rooms.members(ann, LOBBY, null, 1000))).containsExactly("ann", "bob");
    assertThat(names(small.rooms.members(ann, LOBBY, new UserId("bob"), 2)))
        .containsExactly("cleo");
    assertThat(small.join(small.client("dan"), "lobby").entered().occupants().users()).hasSize(2);
  }

  private static List<String> names(Outcome<OccupantPage> outcome) {
    return ((Outcome.Done<OccupantPage>) outcome)
        .value().users().stream().map(user -> user.id().value()).toList();
  }

  @Test
  void typingIsToldToTheOthersAndStopsByItself() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");

    house.rooms.startTyping(in.get(0).session(), LOBBY);
    house.rooms.startTyping(in.get(0).session(), LOBBY);
    house.sweepAfter(5);
    assertThat(in.get(1).received()).containsExactly("typing ann");
    house.sweepAfter(7);

    assertThat(in.get(1).received()).containsExactly("stopped ann");
    assertThat(in.get(0).received()).isEmpty();
  }

  @Test
  void typingStopsWhenToldAndWithTheMessage() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");

    house.rooms.startTyping(in.get(0).session(), LOBBY);
    house.rooms.stopTyping(in.get(0).session(), LOBBY);
    house.rooms.startTyping(in.get(0).session(), LOBBY);
    say(in.get(0), "there");
    house.rooms.stopTyping(in.get(0).session(), LOBBY);

    assertThat(in.get(1).received())
        .containsExactly(
            "typing ann", "stopped ann", "typing ann", "stopped ann", "message 1 there");
  }

  @Test
  void bigRoomsAreToldTheirCountOnly() {
    TestRooms big = TestRooms.with("parley.room.announce-up-to", "2");
    List<TestClient> in = big.inside("lobby", "ann", "bob", "cleo", "dan");
    TestClient ann = in.get(0);

    big.rooms.tellCounts();
    assertThat(ann.received()).containsExactly("count 4");
    big.rooms.tellCounts();
    assertThat(ann.received()).isEmpty();
    big.rooms.leave(in.get(3).session(), LOBBY);
    big.rooms.startTyping(in.get(1).session(), LOBBY);
    assertThat(ann.received()).isEmpty();
    big.rooms.tellCounts();
    assertThat(ann.received()).containsExactly("count 3");
    big.rooms.queuePresence(new Event.PresenceChanged(new UserId("bob"), Status.AWAY, null)).run();
    assertThat(ann.received()).isEmpty();
  }

  @Test
  void anEventGoesToTheRoom() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");
    Session ann = in.get(0).session();

    Outcome<List<Session>> to = house.rooms.publish(ann, LOBBY, Said.event("wave"), ann);

    assertThat(to).isEqualTo(Outcome.done(List.of(in.get(1).session())));
    assertThat(in.get(0).received()).isEmpty();
    assertThat(in.get(1).received()).containsExactly("wave");
  }

  @Test
  void theSessionsOfSeveralRoomsCountOnce() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");
    house.join(in.get(0), "library").entered();
    house.join(in.get(1), "library").entered();
    List<RoomName> both = List.of(LOBBY, new RoomName("library"));

    assertThat(house.rooms.sessionsIn(in.get(0).session(), both))
        .isEqualTo(Outcome.done(Set.of(in.get(0).session(), in.get(1).session())));
    house.rooms.leave(in.get(0).session(), LOBBY);
    assertThat(TestRooms.refusalOf(house.rooms.sessionsIn(in.get(0).session(), both)))
        .isEqualTo(ErrorCode.NOT_JOINED);
  }

  @Test
  void whatCanBeRefusedIsWhileTooMuchWaitsToBeDelivered() {
    QueuedDrains threads = new QueuedDrains();
    TestRooms busy =
        TestRooms.withDrains(
            threads, "parley.room.backlog-events", "100", "parley.room.inline-members", "0");
    List<TestClient> in = busy.inside("lobby", "ann", "bob");
    Session ann = in.get(0).session();
    threads.runAll();
    in.forEach(TestClient::received);

    for (int i = 0; i < 100; i++) {
      busy.rooms.publish(ann, LOBBY, Said.event("e" + i), null);
    }
    Outcome<Set<Session>> refused = busy.rooms.sessionsIn(ann, List.of(LOBBY));
    busy.rooms.startTyping(ann, LOBBY);
    assertThat(TestRooms.refusalOf(busy.rooms.requireWritable(ann, LOBBY)))
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(TestRooms.refusalOf(busy.rooms.requireSpeaker(ann, LOBBY))).isNull();
    assertThat(refused)
        .isEqualTo(
            Outcome.rejected(
                ErrorCode.UNAVAILABLE, "too many events wait in the room lobby, try again"));
    threads.runAll();

    assertThat(in.get(1).received()).hasSize(100).endsWith("e99");
    assertThat(TestRooms.refusalOf(busy.rooms.sessionsIn(ann, List.of(LOBBY)))).isNull();
    assertThat(TestRooms.refusalOf(busy.rooms.requireWritable(ann, LOBBY))).isNull();
    busy.rooms.startTyping(ann, LOBBY);
    threads.runAll();
    assertThat(in.get(1).received()).containsExactly("typing ann");
  }

  @Test
  void thePresenceOfWhoEntersIsToldAfterTheComing() {
    QueuedDrains threads = new QueuedDrains();
    TestRooms busy = TestRooms.withDrains(threads, "parley.room.inline-members", "0");
    List<TestClient> in = busy.inside("lobby", "ann", "bob");

    busy.rooms
        .queuePresence(
            LOBBY, new Event.PresenceChanged(new UserId("bob"), Status.AWAY, "back at three"))
        .run();
    threads.runAll();

    assertThat(in.get(0).received()).containsExactly("joined bob", "presence bob away");
  }

  @Test
  void inABigRoomThePresenceOfWhoEntersIsNotTold() {
    TestRooms big = TestRooms.with("parley.room.announce-up-to", "1");
    List<TestClient> in = big.inside("lobby", "ann", "bob");

    big.rooms
        .queuePresence(LOBBY, new Event.PresenceChanged(new UserId("bob"), Status.AWAY, null))
        .run();

    assertThat(in.get(0).received()).isEmpty();
  }

  @Test
  void whoMaySeeARoomNoMoreIsOutAndItIsAsIfItDidNotExist() {
    TestRooms house =
        TestRooms.with("parley.room.policies", "[{rooms = \"hidden:*\", join = [staff]}]");
    RoomName hidden = new RoomName("hidden:plans");
    TestClient ann = house.client("ann", "staff");
    TestClient bob = house.client("bob", "staff");
    for (TestClient each : List.of(ann, bob)) {
      house.join(each, "hidden:plans").entered();
      house.join(each, "lobby").entered();
    }
    ann.received();

    house.sessions.renew(bob.session(), TestClient.identity("bob", "guest"));
    house.rooms.renewed(bob.session());

    assertThat(TestRooms.refusalOf(house.rooms.requireSpeaker(bob.session(), hidden)))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(ann.received()).containsExactly("left bob");
    assertThat(bob.received()).contains("room:lost");
    assertThat(TestRooms.refusalOf(house.rooms.requireSpeaker(bob.session(), LOBBY))).isNull();
    assertThat(TestRooms.refusalOf(house.rooms.requireSpeaker(ann.session(), hidden))).isNull();
  }

  @Test
  void usersAreTogetherWhoShareARoom() {
    house.inside("lobby", "ann", "bob");
    house.inside("library", "bob", "cleo");

    assertThat(house.rooms.areTogether(new UserId("ann"), new UserId("bob"))).isTrue();
    assertThat(house.rooms.areTogether(new UserId("ann"), new UserId("cleo"))).isFalse();
    assertThat(house.rooms.areTogether(new UserId("dan"), new UserId("cleo"))).isFalse();
    assertThat(house.rooms.areTogether(new UserId("dan"), new UserId("dan"))).isTrue();
  }

  @Test
  void presenceIsToldInEachRoomThatTheUserIsIn() {
    List<TestClient> lobby = house.inside("lobby", "ann", "bob");
    List<TestClient> library = house.inside("library", "ann", "cleo");
    TestClient dan = house.inside("attic", "dan").get(0);
    house.join(lobby.get(1), "library");
    house.join(lobby.get(1), "attic");
    List.of(lobby.get(0), lobby.get(1), library.get(0), library.get(1), dan)
        .forEach(TestClient::received);

    house
        .rooms
        .queuePresence(new Event.PresenceChanged(new UserId("ann"), Status.AWAY, null))
        .run();

    assertThat(lobby.get(0).received()).containsExactly("presence ann away");
    assertThat(lobby.get(1).received()).containsExactly("presence ann away", "presence ann away");
    assertThat(library.get(0).received()).containsExactly("presence ann away");
    assertThat(library.get(1).received()).containsExactly("presence ann away");
    assertThat(dan.received()).isEmpty();
  }

  @Test
  void whatIsSaidInARoomWithNobodyInItIsToldToNobody() {
    house.rooms.committed(LOBBY, List.of(Said.posted(1)));

    assertThat(house.roomCount()).isZero();
  }

  @Test
  void nothingFailsOnceItIsStopped() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");

    house.rooms.stop();
    in.get(0).vanish();
    house.sweepAfter(60);

    assertThat(house.roomCount()).isEqualTo(1);
  }
}
