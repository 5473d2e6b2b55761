package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.testkit.MovedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationsTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOSS = new UserId("boss");

  private final TestRevocations store = new TestRevocations();

  @Test
  void proofsOfBeforeCountNoMore() {
    Revocations revocations = at(NOON, 100);
    assertThat(revocations.isRevoked(issued(ANN, NOON))).isFalse();

    revocations.take(ANN, BOSS, null);

    assertThat(revocations.isRevoked(issued(ANN, NOON.minusSeconds(1)))).isTrue();
    assertThat(revocations.isRevoked(issued(ANN, NOON))).isTrue();
    assertThat(revocations.isRevoked(issued(ANN, null))).isTrue();
    assertThat(revocations.isRevoked(issued(new UserId("ben"), NOON.minusSeconds(1)))).isFalse();
  }

  @Test
  void whatMayBeFromBeforeByTheIssuersClockCountsNoMoreEither() {
    Revocations revocations = at(NOON, 100);

    revocations.take(ANN, BOSS, null);

    assertThat(revocations.isRevoked(issued(ANN, NOON.plusSeconds(30)))).isTrue();
    assertThat(revocations.isRevoked(issued(ANN, NOON.plusSeconds(31)))).isFalse();
  }

  @Test
  void aUserOfAnotherTenantIsAnother() {
    Revocations revocations = at(NOON, 100);

    revocations.take(ANN, BOSS, null);

    UserId other = ANN.within(new Tenant("other"));
    assertThat(revocations.isRevoked(issued(other, NOON.minusSeconds(1)))).isFalse();
  }

  @Test
  void lastsOverARestartUntilItIsForgotten() {
    Revocations before = at(NOON, 100);
    before.keep(((Outcome.Done<Revocation>) before.take(ANN, BOSS, "left")).value());

    Revocations after = at(NOON.plus(Duration.ofDays(366)), 100);
    after.load();
    assertThat(after.isRevoked(issued(ANN, NOON))).isTrue();

    Revocations late = at(NOON.plus(Duration.ofDays(366)).plusMillis(1), 100);
    late.load();
    assertThat(late.isRevoked(issued(ANN, NOON))).isFalse();
    assertThat(store.saved).isEmpty();
  }

  @Test
  void anotherUserThanMayBeIsRefusedAndChangesNothing() {
    Revocations revocations = at(NOON, 1);
    UserId ben = new UserId("ben");
    revocations.take(ANN, BOSS, null);

    Outcome<Revocation> refused = revocations.take(ben, BOSS, null);

    assertThat(refused)
        .isEqualTo(
            Outcome.rejected(
                ErrorCode.LIMIT_REACHED,
                "the tokens of as many users are revoked as may be, at most 1"));
    assertThat(revocations.isRevoked(issued(ben, NOON.minusSeconds(1)))).isFalse();
    assertThat(revocations.take(ANN, BOSS, null)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aTenantThatHasAllItMayLeavesTheOthersTheirs() {
    Revocations revocations = at(NOON, 4, 2);
    Tenant acme = new Tenant("acme");
    Tenant globex = new Tenant("globex");
    for (String user : List.of("a", "b")) {
      revocations.take(new UserId(user).within(acme), BOSS, null);
    }
    UserId third = new UserId("c");
    assertThat(revocations.take(third.within(acme), BOSS, null))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(revocations.take(new UserId("a").within(acme), BOSS, null))
        .isInstanceOf(Outcome.Done.class);
    for (String user : List.of("a", "b")) {
      assertThat(revocations.take(new UserId(user).within(globex), BOSS, null))
          .isInstanceOf(Outcome.Done.class);
    }
    assertThat(revocations.take(third, BOSS, null)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void whatIsForgottenMakesRoomInItsTenant() {
    store.save(new Revocation(ANN, NOON.minus(Duration.ofDays(365)), BOSS, null));
    MovedClock clock = new MovedClock(NOON);
    Revocations revocations =
        new Revocations(
            store, new RevocationLimits(Duration.ofDays(366), 5, 1), Duration.ZERO, clock);
    revocations.load();
    UserId ben = new UserId("ben");
    assertThat(revocations.take(ben, BOSS, null)).isInstanceOf(Outcome.Rejected.class);

    clock.advance(Duration.ofDays(2));

    assertThat(revocations.take(ben, BOSS, null)).isInstanceOf(Outcome.Done.class);
    assertThat(revocations.take(ANN, BOSS, null)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void limitsNameTheKeyThatIsOutOfItsRange() {
    assertThatThrownBy(() -> new RevocationLimits(Duration.ofHours(23), 1, 1))
        .hasMessage("keep must be 1d to 3650d, was 23h");
    assertThatThrownBy(() -> new RevocationLimits(Duration.ofDays(1), 0, 1))
        .hasMessage("most must be 1 to 10000000 users, was 0");
    assertThatThrownBy(() -> new RevocationLimits(Duration.ofDays(1), 1, 0))
        .hasMessage("per-tenant must be 1 to 10000000 users, was 0");
  }

  private Revocations at(Instant now, int most) {
    return at(now, most, most);
  }

  private Revocations at(Instant now, int most, int perTenant) {
    RevocationLimits limits = new RevocationLimits(Duration.ofDays(366), most, perTenant);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Revocations(store, limits, Duration.ofSeconds(30), clock);
  }

  private static Identity issued(UserId user, @Nullable Instant at) {
    return new Identity(user, new UserName("Somebody"), Set.of(), null, at);
  }
}
