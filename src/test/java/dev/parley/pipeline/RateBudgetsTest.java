package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.Settings;
import dev.parley.boot.config.TestSettings;
import dev.parley.session.FakeTransport;
import dev.parley.session.PlainCodec;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** With 2 commands a second, 4 at once, a user of 2 sessions' worth, and an address of 3. */
class RateBudgetsTest {
  private static final long COMMAND = 5; // typing-share
  private static final String HERE = "192.0.2.1";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Settings settings =
      TestSettings.with(
          "parley.rate.commands-per-second", "2",
          "parley.rate.burst", "4",
          "parley.rate.user-sessions", "2",
          "parley.rate.address-sessions", "3",
          "parley.rate.remembered", "10000");
  private final Sessions sessions = new Sessions(settings.session(), meters);
  private long nanos = 1;
  private final RateBudgets budgets = budgets(settings);

  private RateBudgets budgets(Settings of) {
    TimeMeter clock =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        };
    return new RateBudgets(of.rate(), of.session(), meters, clock);
  }

  private Session session(String user, String address) {
    Session session =
        Objects.requireNonNull(sessions.open(address, new FakeTransport(), new PlainCodec()));
    assertThat(sessions.identify(session, TestClient.identity(user), () -> {}, () -> {})).isTrue();
    return session;
  }

  private static int passing(LongUnaryOperator budget) {
    int count = 0;
    while (budget.applyAsLong(COMMAND) == 0) {
      count++;
    }
    return count;
  }

  private double refused(String by) {
    return meters.get("parley.rate.shared.refused").tag("by", by).counter().count();
  }

  @Test
  void severalSessionsOfAUserShareOne() {
    LongUnaryOperator first = budgets.of(session("ann", HERE));
    LongUnaryOperator second = budgets.of(session("ann", "192.0.2.2"));
    for (int i = 0; i < 6; i++) {
      assertThat(first.applyAsLong(COMMAND)).isZero();
    }
    assertThat(passing(second)).isEqualTo(2);
    assertThat(first.applyAsLong(COMMAND)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(refused("user")).isEqualTo(2);
    assertThat(refused("address")).isZero();

    nanos += TimeUnit.SECONDS.toNanos(1);
    assertThat(passing(first) + passing(second)).isEqualTo(4);
  }

  @Test
  void aNewSessionBeginsWhereTheLastOneHasLeft() {
    Session before = session("ann", HERE);
    assertThat(passing(budgets.of(before))).isEqualTo(8);
    before.closed();
    assertThat(passing(budgets.of(session("ann", "192.0.2.7")))).isZero();
    assertThat(passing(budgets.of(session("ben", "192.0.2.7")))).isEqualTo(8);
  }

  @Test
  void everyUserOfAnAddressSharesItsOne() {
    assertThat(passing(budgets.of(session("ann", HERE)))).isEqualTo(8);
    assertThat(passing(budgets.of(session("ben", HERE)))).isEqualTo(4);
    assertThat(refused("address")).isEqualTo(1);
    assertThat(budgets.admit(HERE)).isEqualTo(167);
    assertThat(budgets.admit("192.0.2.2")).isZero();
  }

  @Test
  void whatAnAddressRefusesCostsItsUsersNothing() {
    LongUnaryOperator flooder = budgets.of(session("ann", HERE));
    LongUnaryOperator other = budgets.of(session("ben", HERE));
    assertThat(passing(flooder)).isEqualTo(8);
    assertThat(passing(other)).isEqualTo(4);
    for (int i = 0; i < 100; i++) {
      assertThat(other.applyAsLong(COMMAND)).isPositive();
    }
    assertThat(refused("address")).isEqualTo(101);
    assertThat(passing(budgets.of(session("ben", "192.0.2.7")))).isEqualTo(4);
  }

  @Test
  void attemptsToConnectCountAsCommands() {
    for (int i = 0; i < 12; i++) {
      assertThat(budgets.admit(HERE)).isZero();
    }
    assertThat(budgets.admit(HERE)).isPositive();
    assertThat(passing(budgets.of(session("ann", HERE)))).isZero();

    nanos += TimeUnit.SECONDS.toNanos(60);
    assertThat(budgets.admit(HERE)).isZero();
  }

  @Test
  void theNetworkOfAnIpv6AddressIsOneAddress() {
    for (int i = 0; i < 12; i++) {
      assertThat(budgets.admit("2001:db8:0:7::" + Integer.toHexString(i))).isZero();
    }
    assertThat(budgets.admit("2001:db8:0:7:ffff::1")).isPositive();
    assertThat(budgets.admit("2001:db8:0:8::1")).isZero();
  }

  @Test
  void noneIsKeptWhereTheyAreOff() {
    RateBudgets off =
        budgets(
            TestSettings.with(
                "parley.rate.user-sessions", "0", "parley.rate.address-sessions", "0"));
    LongUnaryOperator budget = off.of(session("ann", HERE));
    for (int i = 0; i < 100_000; i++) {
      assertThat(budget.applyAsLong(COMMAND)).isZero();
    }
  }

  @Test
  void theMostThatCanBeConfiguredIsTaken() {
    RateBudgets most =
        budgets(
            TestSettings.with(
                "parley.rate.commands-per-second", "1000000",
                "parley.rate.burst", "10000000",
                "parley.rate.typing-share", "100",
                "parley.rate.user-sessions", "1000000",
                "parley.rate.address-sessions", "1000000"));
    assertThat(most.of(session("ann", HERE)).applyAsLong(100)).isZero();
  }
}
