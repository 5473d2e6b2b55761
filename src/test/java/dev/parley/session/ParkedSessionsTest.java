package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParkedSessionsTest {
  private static final UserId ANN = new UserId("ann");
  private static final List<RoomName> LOBBY = List.of(new RoomName("lobby"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final Sessions node = new Sessions(TestSettings.with().session(), meters);

  private ParkedSessions parked(String... settings) {
    SessionLimits limits = TestSettings.with(settings).session();
    return new ParkedSessions(node, limits, meters);
  }

  private static Session cutOff(String user) {
    Sessions sessions = new Sessions(TestSettings.with().session(), new SimpleMeterRegistry());
    TestClient client = TestClient.of(sessions, user);
    client.vanish();
    return client.session();
  }

  private static long in(int seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void givesASessionBackOnceWithItsNamesAndRooms() {
    ParkedSessions parked = parked();
    Session session = cutOff("ann");

    assertThat(parked.park(session, LOBBY)).isEmpty();

    assertThat(parked.count()).isOne();
    ParkedSession taken = parked.take(session.id(), ANN);
    assertThat(taken).isNotNull();
    assertThat(taken.id()).isEqualTo(session.id());
    assertThat(taken.clientId()).isEqualTo(session.clientId());
    assertThat(taken.user()).isEqualTo(ANN);
    assertThat(taken.rooms()).isEqualTo(LOBBY);
    assertThat(parked.take(session.id(), ANN)).isNull();
    assertThat(parked.count()).isZero();
  }

  @Test
  void givesItToNobodyElseAndKeepsItAllTheSame() {
    ParkedSessions parked = parked();
    Session session = cutOff("ann");
    parked.park(session, LOBBY);

    assertThat(parked.take(session.id(), new UserId("bob"))).isNull();
    assertThat(parked.take(new SessionId("unknown"), ANN)).isNull();

    assertThat(parked.take(session.id(), ANN)).isNotNull();
  }

  @Test
  void forgetsWhatWasCutOffTooLongAgo() {
    ParkedSessions parked = parked("parley.session.resume", "2m");
    Session first = cutOff("ann");
    Session second = cutOff("ann");
    parked.park(first, LOBBY);
    parked.park(second, LOBBY);

    assertThat(parked.expire(in(119))).isEmpty();
    assertThat(parked.count()).isEqualTo(2);

    assertThat(parked.expire(in(121))).containsExactly(first.clientId(), second.clientId());
    assertThat(parked.take(first.id(), ANN)).isNull();
    assertThat(parked.expire(in(121))).isEmpty();
  }

  @Test
  void doesNotGiveWhatIsOverAndNotForgottenYet() {
    ParkedSessions parked = parked("parley.session.resume", "1ns");
    Session session = cutOff("ann");
    parked.park(session, LOBBY);

    assertThat(parked.count()).isOne();
    assertThat(parked.take(session.id(), ANN)).isNull();
  }

  @Test
  void forgetsTheOldestWhenThereAreTooMany() {
    ParkedSessions parked = parked("parley.session.parked", "2");
    Session first = cutOff("ann");
    Session second = cutOff("ann");
    Session third = cutOff("ann");
    parked.park(first, LOBBY);
    parked.park(second, LOBBY);

    assertThat(parked.park(third, LOBBY)).containsExactly(first.clientId());

    assertThat(parked.take(first.id(), ANN)).isNull();
    assertThat(parked.take(second.id(), ANN)).isNotNull();
    assertThat(parked.take(third.id(), ANN)).isNotNull();
  }

  @Test
  void aSessionGoesOnWhileItIsKeptAndForAsLongOnceItWasGivenBack() {
    ParkedSessions parked = parked("parley.session.resume", "2m");
    Session session = cutOff("ann");
    assertThat(parked.goesOn(session.id())).isFalse();
    parked.park(session, LOBBY);
    assertThat(parked.goesOn(session.id())).isTrue();

    parked.take(session.id(), ANN);

    parked.expire(in(119));
    assertThat(parked.goesOn(session.id())).isTrue();
    parked.expire(in(121));
    assertThat(parked.goesOn(session.id())).isFalse();
  }

  @Test
  void ofThoseGivenBackNoMoreAreKnownThanMayBeKept() {
    ParkedSessions parked = parked("parley.session.parked", "2");
    List<Session> all = List.of(cutOff("ann"), cutOff("ann"), cutOff("ann"));
    for (Session session : all) {
      parked.park(session, LOBBY);
      parked.take(session.id(), ANN);
    }

    assertThat(all)
        .extracting(session -> parked.goesOn(session.id()))
        .containsExactly(false, true, true);
  }

  @Test
  void whatIsPutBackIsKeptForAsLongAgain() {
    ParkedSessions parked = parked();
    Session first = cutOff("ann");
    Session second = cutOff("ann");
    parked.park(first, LOBBY);
    parked.park(second, LOBBY);
    ParkedSession taken = parked.take(first.id(), ANN);

    parked.putBack(taken);

    assertThat(parked.expire(in(121))).containsExactly(second.clientId(), first.clientId());
  }

  @Test
  void keepsNothingOfASessionThatWasClosedOnPurpose() {
    ParkedSessions parked = parked();
    Sessions sessions = new Sessions(TestSettings.with().session(), new SimpleMeterRegistry());
    Session session = TestClient.of(sessions, "ann").session();
    session.close(CloseCode.RATE_ABUSE);

    assertThat(parked.park(session, LOBBY)).containsExactly(session.clientId());

    assertThat(parked.count()).isZero();
  }

  @Test
  void keepsNothingOnceNoSessionIsOpened() {
    ParkedSessions parked = parked();
    Session before = cutOff("ann");
    Session after = cutOff("ann");
    parked.park(before, LOBBY);
    node.shut();

    assertThat(parked.park(after, LOBBY)).containsExactly(after.clientId());

    assertThat(parked.expire(in(0))).containsExactly(before.clientId());
    assertThat(parked.count()).isZero();
  }

  @Test
  void aSessionThatWasGivenBackAndEndsForGoodGoesOnNoMore() {
    ParkedSessions parked = parked();
    Session session = cutOff("ann");
    parked.park(session, LOBBY);
    ParkedSession taken = parked.take(session.id(), ANN);
    TestClient again = TestClient.of(node, "ann");
    again.session().goOnWith(taken);
    assertThat(parked.goesOn(session.id())).isTrue();

    again.session().left();
    parked.park(again.session(), LOBBY);

    assertThat(parked.goesOn(session.id())).isFalse();
  }

  @Test
  void keepsNothingWhereItIsSwitchedOff() {
    ParkedSessions parked = parked("parley.session.resume", "0s");
    Session session = cutOff("ann");

    assertThat(parked.park(session, LOBBY)).containsExactly(session.clientId());

    assertThat(parked.count()).isZero();
  }

  @Test
  void isCounted() {
    ParkedSessions parked = parked();
    parked.park(cutOff("ann"), LOBBY);
    parked.park(cutOff("bob"), LOBBY);

    assertThat(meters.get("parley.sessions.parked").gauge().value()).isEqualTo(2);
  }

  @Test
  void isNotToldWithItsPrivateName() {
    ParkedSessions parked = parked();
    Session session = cutOff("ann");
    parked.park(session, LOBBY);

    assertThat(parked.take(session.id(), ANN).toString())
        .contains(session.clientId().value())
        .doesNotContain(session.id().value());
  }
}
