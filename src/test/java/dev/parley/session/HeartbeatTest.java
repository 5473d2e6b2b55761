package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.identity.Identity;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With the limits as they come: a ping every 25 s, 20 s of silence, 10 s for auth, 20 s a send. */
class HeartbeatTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final SessionLimits limits = TestSettings.with().session();
  private final Sessions sessions = new Sessions(limits, new SimpleMeterRegistry());
  private final Heartbeat heartbeat =
      new Heartbeat(sessions, limits, Clock.fixed(NOON, ZoneOffset.UTC));

  /** Before whatever the test does. */
  private final long start = System.nanoTime();

  /** A beat so many seconds after a moment; returns when that is. */
  private long beat(long moment, double seconds) {
    long then = moment + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    heartbeat.beat(then);
    return then;
  }

  private long beatNow() {
    return beat(System.nanoTime(), 0);
  }

  @Test
  void aNewSessionIsPingedAtOnce() {
    TestClient ann = TestClient.of(sessions, "ann");

    beatNow();

    assertThat(ann.received()).containsExactly("(ping)");
  }

  @Test
  void thePingsOfASessionThatAnswersAreAPeriodApart() {
    TestClient ann = TestClient.of(sessions, "ann");
    long pinged = beatNow();
    ann.session().heard();
    ann.received();

    beat(pinged, 22);
    assertThat(ann.received()).isEmpty();
    beat(pinged, 28);
    assertThat(ann.received()).containsExactly("(ping)");
    assertThat(ann.closes()).isEmpty();
  }

  @Test
  void theNextPingWaitsForTheAnswerToTheLast() {
    SessionLimits patient = TestSettings.with("parley.session.silence", "60s").session();
    Heartbeat beats = new Heartbeat(sessions, patient, Clock.fixed(NOON, ZoneOffset.UTC));
    TestClient ann = TestClient.of(sessions, "ann");
    long pinged = System.nanoTime();
    beats.beat(pinged);
    ann.received();

    beats.beat(pinged + TimeUnit.SECONDS.toNanos(40));

    assertThat(ann.received()).isEmpty();
    assertThat(ann.closes()).isEmpty();
  }

  @Test
  void looksOnceASecondHoweverOftenItIsCalled() {
    TestClient bob = TestClient.of(sessions, "bob");
    long look = beatNow();
    TestClient ann = TestClient.of(sessions, "ann");
    bob.session().heard();

    beat(look, 0.99);
    assertThat(ann.received()).isEmpty();
    beat(look, 60);
    assertThat(ann.received()).containsExactly("(ping)");
  }

  @Test
  void looksMoreOftenWhereALimitIsShort() {
    SessionLimits hasty = TestSettings.with("parley.session.auth-timeout", "200ms").session();
    Heartbeat beats = new Heartbeat(sessions, hasty, Clock.fixed(NOON, ZoneOffset.UTC));
    beats.beat(start);
    TestClient ann = TestClient.of(sessions, "ann");

    beats.beat(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));

    assertThat(ann.received()).containsExactly("(ping)");
  }

  @Test
  void aSilentSessionIsDropped() {
    TestClient ann = TestClient.of(sessions, "ann");
    long pinged = beatNow();

    beat(pinged, 20);
    assertThat(ann.closes()).isEmpty();
    beat(pinged, 21);

    assertThat(ann.closes()).containsExactly(CloseCode.HEARTBEAT_TIMEOUT);
    assertThat(sessions.count()).isZero();
  }

  @Test
  void anyFrameIsASignOfLife() {
    TestClient ann = TestClient.of(sessions, "ann");
    long pinged = beatNow();

    ann.session().heard();
    beat(pinged, 21);

    assertThat(ann.closes()).isEmpty();
  }

  @Test
  void aSendThatDoesNotEndMakesASlowConsumer() {
    TestClient ann = TestClient.of(sessions, "ann");
    ann.transport().hold();
    ann.session().send(new Event.Goodbye("stuck", 0));

    beat(start, 20);
    assertThat(ann.closes()).isEmpty();
    beat(System.nanoTime(), 21);

    assertThat(ann.closes()).containsExactly(CloseCode.SLOW_CONSUMER);
  }

  @Test
  void whoDoesNotSayWhoItIsInTimeIsClosed() {
    TestClient stranger = TestClient.stranger(sessions);
    TestClient ann = TestClient.of(sessions, "ann");

    beat(start, 10);
    assertThat(stranger.closes()).isEmpty();
    beat(System.nanoTime(), 11);

    assertThat(stranger.closes()).containsExactly(CloseCode.AUTH_TIMEOUT);
    assertThat(ann.closes()).isEmpty();
  }

  @Test
  void whoseTokenHasRunOutIsToldAndClosed() {
    TestClient late = withTokenUntil(NOON.minusSeconds(25));
    TestClient inTheGrace = withTokenUntil(NOON.minusMillis(24_999));
    TestClient justRunOut = withTokenUntil(NOON.minusMillis(1));
    TestClient justInTime = withTokenUntil(NOON);

    long look = beatNow();
    beat(look, 1);

    assertThat(late.received()).containsExactly("token-expired");
    assertThat(late.closes()).containsExactly(CloseCode.TOKEN_EXPIRED);
    assertThat(inTheGrace.received()).containsExactly("auth:expired", "(ping)"); // told once
    assertThat(inTheGrace.closes()).isEmpty();
    assertThat(justRunOut.received()).containsExactly("auth:expired", "(ping)");
    assertThat(justInTime.received()).containsExactly("(ping)");
  }

  @Test
  void whereThereIsNoGraceASessionEndsWithItsToken() {
    SessionLimits strict = TestSettings.with("parley.session.token-grace", "0s").session();
    TestClient late = withTokenUntil(NOON.minusMillis(1));

    new Heartbeat(sessions, strict, Clock.fixed(NOON, ZoneOffset.UTC)).beat(System.nanoTime());

    assertThat(late.received()).containsExactly("token-expired");
    assertThat(late.closes()).containsExactly(CloseCode.TOKEN_EXPIRED);
  }

  private TestClient withTokenUntil(Instant end) {
    TestClient client = TestClient.stranger(sessions);
    sessions.identify(
        client.session(),
        new Identity(new UserId("u" + end), new UserName("Somebody"), Set.of(), end),
        () -> {},
        () -> {});
    return client;
  }

  @Test
  void aFreshTokenKeepsTheSession() {
    TestClient ann = withTokenUntil(NOON.minusSeconds(60));
    sessions.renew(
        ann.session(),
        new Identity(
            ann.session().user().id(), new UserName("Somebody"), Set.of(), NOON.plusSeconds(60)));

    beatNow();

    assertThat(ann.closes()).isEmpty();
  }

  @Test
  void thePeriodsOfManySessionsAreSpread() {
    TestClient[] all = new TestClient[200];
    for (int i = 0; i < all.length; i++) {
      all[i] = TestClient.of(sessions, "u" + i);
    }
    long pinged = beatNow();

    for (TestClient client : all) {
      assertThat((client.session().nextPingAt - pinged) / 1e9).isBetween(22.5, 27.5);
    }
    assertThat(all).extracting(client -> client.session().nextPingAt).doesNotHaveDuplicates();
  }

  @Test
  void aConnectionWhoseClientDoesNotAnswerItsClosingIsCut() {
    FakeTransport closedByUs = new FakeTransport();
    FakeTransport leftByItself = new FakeTransport();
    FakeTransport open = new FakeTransport();
    Session closed = sessions.open("192.0.2.1", closedByUs, new PlainCodec());
    Session left = sessions.open("192.0.2.1", leftByItself, new PlainCodec());
    sessions.open("192.0.2.1", open, new PlainCodec());
    closed.close(CloseCode.TOO_BIG);
    left.left();
    long moment = System.nanoTime();

    beat(moment, 4);
    assertThat(closedByUs.isCut()).isFalse();
    beat(moment, 6);
    assertThat(closedByUs.isCut()).isTrue();
    assertThat(leftByItself.isCut()).isFalse();
    assertThat(open.isCut()).isFalse();
  }
}
