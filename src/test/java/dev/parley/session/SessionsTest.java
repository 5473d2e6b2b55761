package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.identity.Identity;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.UserId;
import dev.parley.session.Sessions.Admission;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final String HERE = "192.0.2.1";
  private static final UserId ANN = new UserId("ann");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private Sessions sessions(String... settings) {
    return new Sessions(TestSettings.with(settings).session(), meters);
  }

  private static Session open(Sessions sessions, String address) {
    return sessions.open(address, new FakeTransport(), new PlainCodec());
  }

  private static boolean identify(Sessions sessions, Session session, String user) {
    return sessions.identify(session, TestClient.identity(user), () -> {}, () -> {});
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  @Test
  void anAddressHasSoManyConnections() {
    Sessions sessions = sessions("parley.session.per-address", "2");
    Session first = open(sessions, HERE);
    open(sessions, HERE);

    assertThat(sessions.admission(HERE)).isEqualTo(Admission.ADDRESS_FULL);
    assertThat(open(sessions, HERE)).isNull();
    assertThat(sessions.admission("192.0.2.2")).isEqualTo(Admission.ADMITTED);
    assertThat(open(sessions, "192.0.2.2")).isNotNull();

    first.closed();
    assertThat(sessions.admission(HERE)).isEqualTo(Admission.ADMITTED);
    assertThat(open(sessions, HERE)).isNotNull();
    assertThat(open(sessions, HERE)).isNull();
  }

  @Test
  void theNetworkOfAnIpv6AddressHasThemTogether() {
    Sessions sessions = sessions("parley.session.per-address", "2");
    Session first = open(sessions, "2001:db8:0:7::1");
    open(sessions, "2001:db8:0:7::2");

    assertThat(sessions.admission("2001:db8:0:7:ffff::1")).isEqualTo(Admission.ADDRESS_FULL);
    assertThat(open(sessions, "2001:db8:0:7:ffff::1")).isNull();
    assertThat(open(sessions, "2001:db8:0:8::1")).isNotNull();

    first.closed();
    assertThat(open(sessions, "2001:db8:0:7:ffff::1")).isNotNull();
  }

  @Test
  void theNodeHasSoManyConnections() {
    Sessions sessions = sessions("parley.session.per-node", "2");
    Session first = open(sessions, "192.0.2.1");
    open(sessions, "192.0.2.2");

    assertThat(sessions.admission("192.0.2.3")).isEqualTo(Admission.NODE_FULL);
    assertThat(open(sessions, "192.0.2.3")).isNull();
    assertThat(sessions.count()).isEqualTo(2);

    first.close(CloseCode.GOING_AWAY);
    assertThat(open(sessions, "192.0.2.3")).isNotNull();
  }

  @Test
  void aUserHasSoManySessions() {
    Sessions sessions = sessions("parley.session.per-user", "2");
    Session first = open(sessions, HERE);
    Session second = open(sessions, HERE);
    Session third = open(sessions, HERE);
    assertThat(identify(sessions, first, "ann")).isTrue();
    assertThat(identify(sessions, second, "ann")).isTrue();

    assertThat(identify(sessions, third, "ann")).isFalse();
    assertThat(third.identity()).isNull();
    assertThat(sessions.of(ANN)).containsExactlyInAnyOrder(first, second);

    first.closed();
    assertThat(identify(sessions, third, "ann")).isTrue();
    assertThat(sessions.of(ANN)).containsExactlyInAnyOrder(second, third);
  }

  @Test
  void nobodyFindsASessionByItsUserBeforeItWasGreeted() {
    Sessions sessions = sessions();
    FakeTransport transport = new FakeTransport();
    Session session = sessions.open(HERE, transport, new PlainCodec());
    List<Session> found = new ArrayList<>();

    sessions.identify(
        session,
        TestClient.identity("ann"),
        () -> {
          found.addAll(sessions.of(ANN));
          session.send(new Event.Goodbye("greeting", 0));
        },
        () -> {});

    assertThat(found).isEmpty();
    assertThat(transport.sent()).containsExactly("greeting");
    assertThat(sessions.of(ANN)).containsExactly(session);
  }

  @Test
  void whoFindsASessionDoesNotCloseItUnheard() throws InterruptedException {
    Sessions sessions = sessions();
    Session session = open(sessions, HERE);
    List<String> told = new ArrayList<>();
    Thread claiming =
        new Thread(
            () -> {
              Session found = sessions.find(ANN, session.id()).get(0); // waits for the greeting
              found.close(CloseCode.SESSION_RESUMED);
              found.onClose(() -> told.add("claimed"));
            });

    sessions.identify(
        session,
        TestClient.identity("ann"),
        () -> {
          claiming.start();
          await().until(() -> claiming.getState() == Thread.State.BLOCKED);
        },
        () -> told.add("kept"));
    claiming.join();

    assertThat(told).containsExactly("kept", "claimed");
  }

  @Test
  void aSessionThatClosesWhileItIsGreetedIsHeardOfOnceItIsKnown() {
    Sessions sessions = sessions();
    Session session = open(sessions, HERE);
    List<UserId> told = new ArrayList<>();

    sessions.identify(
        session, TestClient.identity("ann"), session::closed, () -> told.add(session.user().id()));

    assertThat(told).containsExactly(ANN);
  }

  @Test
  void whoIsOneTooManyIsNotGreeted() {
    Sessions sessions = sessions("parley.session.per-user", "1");
    identify(sessions, open(sessions, HERE), "ann");
    List<String> greeted = new ArrayList<>();

    sessions.identify(
        open(sessions, HERE), TestClient.identity("ann"), () -> greeted.add("ann"), () -> {});

    assertThat(greeted).isEmpty();
  }

  @Test
  void aSessionThatIsGoneIsForgottenEverywhere() {
    Sessions sessions = sessions();
    Session session = open(sessions, HERE);
    identify(sessions, session, "ann");
    assertThat(gauge("parley.sessions")).isEqualTo(1);

    session.closed();

    assertThat(sessions.of(ANN)).isEmpty();
    assertThat(sessions.count()).isZero();
    assertThat(gauge("parley.sessions")).isZero();
    List<Session> all = new ArrayList<>();
    sessions.forEach(all::add);
    assertThat(all).isEmpty();
  }

  @Test
  void aSessionThatIsGoneWhenItsUserIsKnownIsForgottenToo() {
    Sessions sessions = sessions();
    Session session = open(sessions, HERE);
    session.closed();

    identify(sessions, session, "ann");

    assertThat(sessions.of(ANN)).isEmpty();
  }

  @Test
  void aFreshProofReplacesTheOldOneOfTheSameUserOnly() {
    Sessions sessions = sessions();
    Session session = open(sessions, HERE);
    identify(sessions, session, "ann");
    Instant later = Instant.parse("2026-03-14T10:00:00Z");
    Identity fresh = new Identity(ANN, TestClient.identity("ann").name(), Set.of("admin"), later);

    sessions.renew(session, fresh);

    assertThat(session.identity()).isEqualTo(fresh);
    assertThat(sessions.of(ANN)).containsExactly(session);
    assertThatThrownBy(() -> sessions.renew(session, TestClient.identity("bob")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(session.identity()).isEqualTo(fresh);
  }

  @Test
  void tellsWhatWaitsAndWhatWasDelivered() {
    Sessions sessions = sessions();
    FakeTransport transport = new FakeTransport().hold();
    Session session = sessions.open(HERE, transport, new PlainCodec());
    session.send(new Event.Goodbye("under way", 0));
    session.send(new Event.Goodbye("waits", 0));

    assertThat(gauge("parley.queue")).isEqualTo(5);
    assertThat(meters.get("parley.deliveries").functionCounter().count()).isEqualTo(1);
    session.close(CloseCode.GOING_AWAY);
    assertThat(gauge("parley.queue")).isZero();
  }

  @Test
  void theCapsHoldAndTheCountsReturnToZeroWithManyThreads() throws Exception {
    Sessions sessions =
        sessions("parley.session.per-node", "40", "parley.session.per-address", "20");
    int threads = 8;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicReference<AssertionError> passed = new AtomicReference<>();
    try {
      List<Callable<Void>> tasks =
          IntStream.range(0, threads)
              .<Callable<Void>>mapToObj(
                  thread ->
                      () -> {
                        for (int round = 0; round < 200; round++) {
                          together.await();
                          openAndClose(sessions, "192.0.2." + thread % 3, passed);
                        }
                        return null;
                      })
              .toList();
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(passed.get()).isNull();
    assertThat(sessions.count()).isZero();
    List<Session> again =
        IntStream.range(0, 41).mapToObj(i -> open(sessions, "192.0.2." + i % 3)).toList();
    assertThat(again).filteredOn(Objects::nonNull).hasSize(40);
  }

  @Test
  void whoShutsAndFindsNothingCountedHasMissedNobody() throws Exception {
    int rounds = 1_000;
    SessionLimits limits = TestSettings.with().session();
    List<Sessions> all =
        IntStream.range(0, rounds).mapToObj(i -> new Sessions(limits, meters)).toList();
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService opening = Executors.newSingleThreadExecutor();
    try {
      Future<List<Session>> opened =
          opening.submit(
              () -> {
                List<Session> mine = new ArrayList<>();
                for (Sessions sessions : all) {
                  together.await();
                  mine.add(open(sessions, HERE));
                }
                return mine;
              });
      List<Boolean> foundNothing = new ArrayList<>();
      for (Sessions sessions : all) {
        together.await();
        sessions.shut();
        foundNothing.add(sessions.countOpening() == 0);
      }
      List<Session> mine = opened.get();
      for (int i = 0; i < rounds; i++) {
        assertThat(foundNothing.get(i) && mine.get(i) != null).isFalse();
      }
    } finally {
      opening.shutdownNow();
    }
  }

  private static void openAndClose(
      Sessions sessions, String address, AtomicReference<AssertionError> passed) {
    List<Session> mine = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Session session = open(sessions, address);
      if (session != null) {
        mine.add(session);
        identify(sessions, session, "u" + i);
      }
      if (sessions.count() > 40) {
        passed.set(new AssertionError("the node has " + sessions.count()));
      }
    }
    mine.forEach(Session::closed);
  }
}
