package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
  private final FakeTransport transport = new FakeTransport();
  private final List<String> told = new ArrayList<>();
  private final SessionLimits limits =
      TestSettings.with("parley.session.queue-bytes", "16KiB").session();
  private final Session session = session();

  private Session session() {
    return new Session(
        "192.0.2.1", transport, new PlainCodec(), limits, new LongAdder(), new LongAdder());
  }

  private static Event message(String text) {
    return new Event.Goodbye(text, 0);
  }

  @Test
  void closesItsConnectionAndTellsItsListenersInTheirOrder() {
    session.onClose(() -> told.add("first, closed: " + session.isClosed()));
    session.onClose(() -> told.add("second"));
    assertThat(session.isClosed()).isFalse();

    session.close(CloseCode.GOING_AWAY);

    assertThat(told).containsExactly("first, closed: true", "second");
    assertThat(transport.closes()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void closesOnce() {
    session.onClose(() -> told.add("closed"));

    session.close(CloseCode.GOING_AWAY);
    session.close(CloseCode.INTERNAL);
    session.closed();

    assertThat(told).containsExactly("closed");
    assertThat(transport.closes()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void aConnectionThatIsGoneIsNotClosedAgain() {
    session.onClose(() -> told.add("closed"));

    session.closed();
    session.close(CloseCode.GOING_AWAY);

    assertThat(told).containsExactly("closed");
    assertThat(transport.closes()).isEmpty();
    assertThat(session.isClosed()).isTrue();
  }

  @Test
  void aListenerThatComesLateIsToldAtOnce() {
    session.close(CloseCode.GOING_AWAY);

    session.onClose(() -> told.add("late"));

    assertThat(told).containsExactly("late");
  }

  @Test
  void aListenerThatComesWhileTheOthersAreToldIsToldAfterThem() {
    session.onClose(
        () -> {
          session.onClose(() -> told.add("third"));
          told.add("first");
        });
    session.onClose(() -> told.add("second"));

    session.close(CloseCode.GOING_AWAY);

    assertThat(told).containsExactly("first", "second", "third");
  }

  @ParameterizedTest
  @EnumSource
  void isCutOffWhereItsClientMayComeBack(CloseCode code) {
    assertThat(session.isCutOff()).isFalse();

    session.close(code);

    assertThat(session.isCutOff())
        .isEqualTo(
            !List.of(
                    CloseCode.INVALID_TOKEN,
                    CloseCode.RATE_ABUSE,
                    CloseCode.AUTH_TIMEOUT,
                    CloseCode.ACCESS_REVOKED,
                    CloseCode.BANNED,
                    CloseCode.DISCONNECTED)
                .contains(code));
    assertThat(session.closeCode()).isEqualTo(code);
  }

  @Test
  void isCutOffWhereItsConnectionIsGoneButNotWhereItsClientHasLeft() {
    Session other = session();

    session.closed();
    session.left();
    other.left();
    other.closed();

    assertThat(session.isCutOff()).isTrue();
    assertThat(other.isCutOff()).isFalse();
    assertThat(other.isClosed()).isTrue();
  }

  @Test
  void goesOnUnderTheNamesOfTheSessionBefore() {
    ParkedSession before =
        new ParkedSession(
            new SessionId("s-before"), new ClientId("c-before"), new UserId("ann"), List.of(), 0);

    session.goOnWith(before);

    assertThat(session.id()).isEqualTo(before.id());
    assertThat(session.clientId()).isEqualTo(before.clientId());
  }

  @Test
  void aListenerThatThrowsHarmsNeitherTheOthersNorTheClosing() {
    session.onClose(
        () -> {
          throw new IllegalStateException("a bug");
        });
    session.onClose(() -> told.add("second"));

    session.close(CloseCode.GOING_AWAY);

    assertThat(told).containsExactly("second");
    assertThat(transport.closes()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void sendsNothingOnceClosed() {
    session.send(message("a"));
    session.close(CloseCode.GOING_AWAY);

    session.send(message("b"));

    assertThat(transport.sent()).containsExactly("a");
  }

  @Test
  void aSlowClientIsClosedOnceWithTheCodeThatSaysSo() {
    session.onClose(() -> told.add("closed"));
    transport.hold();
    session.send(message("a"));

    session.send(message("b".repeat(17 * 1024)));
    session.send(message("c".repeat(17 * 1024)));

    assertThat(transport.closes()).containsExactly(CloseCode.SLOW_CONSUMER);
    assertThat(told).containsExactly("closed");
  }

  @Test
  void aBrokenConnectionEndsTheSession() {
    transport.hold();
    session.send(message("a"));

    transport.fail(new IOException("broken pipe"));

    assertThat(session.isClosed()).isTrue();
    assertThat(transport.closes()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void onlyOneOfManyThreadsCloses() throws Exception {
    for (int round = 0; round < 200; round++) {
      Session shared = session();
      AtomicInteger closed = new AtomicInteger();
      shared.onClose(closed::incrementAndGet);
      Thread other = new Thread(() -> shared.close(CloseCode.GOING_AWAY));
      other.start();
      shared.close(CloseCode.GOING_AWAY);
      shared.onClose(closed::incrementAndGet);
      other.join();

      assertThat(closed).hasValue(2);
    }
  }

  @Test
  void hasTwoNamesThatNobodyElseHas() {
    Session other = session();

    assertThat(session.id().value()).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(other.id().value());
    assertThat(session.clientId().value())
        .matches("[A-Za-z0-9_-]{22}")
        .isNotEqualTo(other.clientId().value())
        .isNotEqualTo(session.id().value());
    assertThat(session).hasToString("Session[" + session.clientId() + "]");
  }

  @Test
  void knowsNobodyBeforeItIsToldWhoItIs() {
    assertThat(session.identity()).isNull();
    assertThatThrownBy(session::user)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no identity yet");
  }
}
