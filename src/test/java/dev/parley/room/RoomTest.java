package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.history.Change;
import dev.parley.history.LogHead;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.Message;
import dev.parley.protocol.Position;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final Sessions sessions =
      new Sessions(TestSettings.with().session(), new SimpleMeterRegistry());
  private final Room room = room();
  private final TestClient ann = TestClient.of(sessions, "ann");
  private final TestClient bob = TestClient.of(sessions, "bob");

  private static Room room(String... settings) {
    RoomLimits limits = TestSettings.with(settings).room();
    return new Room(Said.LOBBY, limits.defaults(), limits, new Stoppable(Runnable::run));
  }

  private static LogHead head(long seq, long rev) {
    return new LogHead(Said.EPOCH, 1, seq, rev);
  }

  private Room.Entry enter(TestClient client) {
    Room.Entry entry = room.enter(client.session(), Standing.NONE);
    assertThat(entry).isNotNull();
    entry.seat().release();
    room.flush();
    return entry;
  }

  private Room.Departure stand(TestClient client) {
    Room.Departure departure = room.stand(client.session());
    room.flush();
    return departure;
  }

  private boolean depart(String user, long number) {
    boolean gone = room.depart(new UserId(user), number);
    room.flush();
    return gone;
  }

  private void tell(Change... changes) {
    room.tell(List.of(changes));
    room.flush();
  }

  @Test
  void theFirstOfAUsersSessionsIsAnnouncedToTheOthers() {
    room.open(head(0, 0));
    enter(ann);

    Room.Entry first = enter(bob);
    TestClient bobsOther = TestClient.of(sessions, "bob");
    Room.Entry second = enter(bobsOther);

    assertThat(first.firstSession()).isTrue();
    assertThat(second.firstSession()).isFalse();
    assertThat(ann.received()).containsExactly("joined bob");
    assertThat(bob.received()).isEmpty();
    assertThat(bobsOther.received()).isEmpty();
    assertThat(room.count()).isEqualTo(2);
  }

  @Test
  void aUserLeavesWithTheLastSession() {
    room.open(head(0, 0));
    TestClient bobsOther = TestClient.of(sessions, "bob");
    enter(ann);
    enter(bob);
    enter(bobsOther);
    ann.received();

    assertThat(stand(bob).lastSession()).isFalse();
    Room.Departure last = stand(bobsOther);
    assertThat(last.lastSession()).isTrue();
    assertThat(room.isIn(new UserId("bob"))).isTrue();
    assertThat(ann.received()).isEmpty();

    assertThat(depart("bob", last.number())).isTrue();
    assertThat(ann.received()).containsExactly("left bob");
    assertThat(room.isIn(new UserId("bob"))).isFalse();
    assertThat(room.count()).isEqualTo(1);
  }

  @Test
  void whoIsBackDoesNotDepart() {
    room.open(head(0, 0));
    enter(ann);
    enter(bob);
    Room.Departure cutOff = stand(bob);
    TestClient back = TestClient.of(sessions, "bob");

    assertThat(enter(back).firstSession()).isFalse();

    assertThat(depart("bob", cutOff.number())).isFalse();
    assertThat(ann.received()).containsExactly("joined bob");
  }

  @Test
  void anOlderDepartureDoesNotTakeOffWhoWasCutOffAgain() {
    room.open(head(0, 0));
    enter(ann);
    enter(bob);
    Room.Departure first = stand(bob);
    TestClient back = TestClient.of(sessions, "bob");
    enter(back);
    Room.Departure left = stand(back);
    assertThat(depart("bob", left.number())).isTrue();
    TestClient again = TestClient.of(sessions, "bob");
    enter(again);
    Room.Departure second = stand(again);
    ann.received();

    assertThat(depart("bob", first.number())).isFalse();
    assertThat(ann.received()).isEmpty();
    assertThat(depart("bob", second.number())).isTrue();
  }

  @Test
  void whoHasNoPlaceCannotStand() {
    room.open(head(0, 0));

    assertThat(room.stand(ann.session())).isNull();
    assertThat(depart("ann", 0)).isFalse();
  }

  @Test
  void closesOnlyWhenNobodyIsInAndForGood() {
    room.open(head(0, 0));
    enter(ann);
    assertThat(room.closeIfEmpty()).isFalse();
    depart("ann", stand(ann).number());

    assertThat(room.isClosed()).isFalse();
    assertThat(room.closeIfEmpty()).isTrue();
    assertThat(room.isClosed()).isTrue();
    assertThat(room.enter(bob.session(), Standing.NONE)).isNull();
  }

  @Test
  void isFullOfUsersNotOfSessions() {
    Room small = room("parley.room.defaults.max-members", "1");
    small.open(head(0, 0));

    assertThat(small.enter(ann.session(), Standing.NONE)).isNotNull();
    assertThat(small.enter(TestClient.of(sessions, "ann").session(), Standing.NONE)).isNotNull();
    assertThat(small.enter(bob.session(), Standing.NONE)).isNull();
    assertThat(small.isClosed()).isFalse();
  }

  @Test
  void theEntryHasThePositionFromWhichOnTheSessionHears() {
    room.open(head(4, 2));
    enter(ann);
    tell(Said.posted(5), Said.edited(1, 3));

    assertThat(enter(bob).position()).isEqualTo(new Position(Said.EPOCH, 5, 3));

    tell(Said.posted(6));
    assertThat(ann.received())
        .containsExactly("message 5 m5", "edited 1 e1", "joined bob", "message 6 m6");
    assertThat(bob.received()).containsExactly("message 6 m6");
  }

  @Test
  void whatIsCommittedWhileTheHeadIsReadCountsOnce() {
    room.tell(List.of(Said.posted(3), Said.posted(4)));
    room.tell(List.of(Said.edited(1, 2)));

    room.open(head(3, 1));

    assertThat(enter(ann).position()).isEqualTo(new Position(Said.EPOCH, 4, 2));
    assertThat(ann.received()).isEmpty();
  }

  @Test
  void nothingIsToldTwice() {
    room.open(head(4, 2));
    enter(ann);

    tell(Said.posted(4), Said.posted(5), Said.edited(2, 2), Said.deleted(3, 3));
    tell(Said.posted(5), Said.deleted(3, 3));

    assertThat(ann.received()).containsExactly("message 5 m5", "deleted 3");
  }

  @Test
  void aLogThatBeginsAnewIsTold() {
    room.open(head(4, 2));
    enter(ann);
    Epoch next = new Epoch("E2");

    tell(
        new Change.Posted(
            Message.posted(
                Said.LOBBY, next, 1, Said.ZOE, new UserName("Zoe"), "new", Instant.EPOCH)));

    assertThat(ann.received()).containsExactly("message 1 new");
    assertThat(enter(bob).position()).isEqualTo(new Position(next, 1, 0));
  }

  @Test
  void aSessionThatEntersAgainGetsANewPlace() {
    room.open(head(0, 0));
    enter(ann);
    enter(ann);

    tell(Said.posted(1));

    assertThat(ann.received()).containsExactly("message 1 m1");
    assertThat(stand(ann).lastSession()).isTrue();
    assertThat(room.stand(ann.session())).isNull();
  }

  @Test
  void whoGetsTheOldPlaceBackHasTheStandingOfNow() {
    Room team = room("parley.room.defaults.invitations", "true");
    team.open(head(0, 0));
    team.settle(team.enter(ann.session(), Standing.MODERATOR));
    assertThat(team.rights(ann.session()).moderate()).isTrue();
    Room.Entry again = team.enter(ann.session(), Standing.MODERATOR);

    team.decide(ann.session().user().id(), Standing.MEMBER);

    assertThat(team.restore(again)).isTrue();
    assertThat(team.rights(ann.session()).moderate()).isFalse();
  }

  @Test
  void pagesOfUsersAreInTheOrderOfTheirIds() {
    room.open(head(0, 0));
    for (String user : List.of("dan", "bob", "eve", "cleo", "ann")) {
      enter(TestClient.of(sessions, user));
    }

    assertPage(room.page(null, 2), true, "ann", "bob");
    assertPage(room.page(new UserId("bob"), 2), true, "cleo", "dan");
    assertPage(room.page(new UserId("dan"), 2), false, "eve");
    assertPage(room.page(new UserId("bobby"), 3), false, "cleo", "dan", "eve");
    assertPage(room.page(new UserId("zed"), 2), false);
    assertPage(room.page(null, 5), false, "ann", "bob", "cleo", "dan", "eve");
  }

  private static void assertPage(OccupantPage page, boolean more, String... users) {
    assertThat(page.users()).extracting(user -> user.id().value()).containsExactly(users);
    assertThat(page.more()).isEqualTo(more);
    assertThat(page.count()).isEqualTo(5);
  }

  @Test
  void comingsAndGoingsAreToldUpToASize() {
    Room small = room("parley.room.announce-up-to", "2");
    small.open(head(0, 0));
    Room.Entry annsEntry = small.enter(ann.session(), Standing.NONE);
    annsEntry.seat().release();
    small.enter(bob.session(), Standing.NONE);
    small.flush();
    assertThat(small.isAnnouncing()).isTrue();

    TestClient cleo = TestClient.of(sessions, "cleo");
    small.enter(cleo.session(), Standing.NONE);
    small.flush();
    assertThat(small.isAnnouncing()).isFalse();
    small.tellCount();
    small.flush();
    assertThat(ann.received()).containsExactly("joined bob", "count 3");

    small.depart(new UserId("cleo"), small.stand(cleo.session()).number());
    small.flush();
    assertThat(small.isAnnouncing()).isTrue();
    assertThat(ann.received()).containsExactly("left cleo");
  }

  @Test
  void typingIsToldOnceAndEndsOnce() {
    room.open(head(0, 0));
    enter(ann);
    enter(bob);
    ann.received();

    startTyping("bob", 10);
    startTyping("bob", 20);
    assertThat(ann.received()).containsExactly("typing bob");
    assertThat(bob.received()).isEmpty();
    expireTyping("bob", 10);
    assertThat(ann.received()).isEmpty();
    expireTyping("bob", 20);
    expireTyping("bob", 20);
    assertThat(ann.received()).containsExactly("stopped bob");
  }

  @Test
  void typingEndsWithAMessageAndWithTheLastSession() {
    room.open(head(0, 0));
    enter(ann);
    TestClient zoe = TestClient.of(sessions, "zoe");
    enter(zoe);
    ann.received();

    startTyping("zoe", 10);
    tell(Said.posted(1));
    startTyping("zoe", 20);
    stand(zoe);

    assertThat(ann.received())
        .containsExactly("typing zoe", "stopped zoe", "message 1 m1", "typing zoe", "stopped zoe");
  }

  private void startTyping(String user, long until) {
    room.startTyping(new UserId(user), new UserName("Somebody"), until);
    room.flush();
  }

  private void expireTyping(String user, long until) {
    room.expireTyping(new UserId(user), until);
    room.flush();
  }

  @Test
  void anEventGoesToAllButOneSession() {
    room.open(head(0, 0));
    enter(ann);
    enter(bob);
    ann.received();

    assertThat(room.publish(Said.event("wave"), ann.session())).containsExactly(bob.session());
    assertThat(room.publish(Said.event("hello"), null))
        .containsExactlyInAnyOrder(ann.session(), bob.session());
    room.flush();

    assertThat(ann.received()).containsExactly("hello");
    assertThat(bob.received()).containsExactly("wave", "hello");
  }
}
