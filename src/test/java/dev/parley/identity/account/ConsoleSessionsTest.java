package dev.parley.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Identity;
import dev.parley.identity.RevocationLimits;
import dev.parley.identity.Revocations;
import dev.parley.identity.TestRevocations;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.testkit.MovedClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);

  private final MovedClock clock = new MovedClock();
  private final Revocations revocations =
      new Revocations(
          new TestRevocations(),
          new RevocationLimits(Duration.ofDays(366), 100, 100),
          Duration.ZERO,
          clock);
  private final EndedSignIns ended = new EndedSignIns(LONGEST, clock);
  private final ConsoleSessions sessions =
      new ConsoleSessions(
          new SignInLimits(5, Duration.ofSeconds(30), 1_000, 5, IDLE, LONGEST, 2, 3),
          revocations,
          ended,
          clock);

  private ConsoleSessions.Opened open(Account account) {
    return sessions
        .open(new Accounts.Proven(account, ended.proven(account.userId())))
        .fold(
            opened -> opened,
            detail -> {
              throw new AssertionError(detail);
            });
  }

  private static Account account(String name) {
    return new Account(
        new AccountName(name), Tenant.NONE, Set.of("admin"), new MovedClock().instant(), false);
  }

  @Test
  void aSecretFindsItsSignInAndNoOtherDoes() {
    ConsoleSessions.Opened opened = open(account("mia"));
    assertThat(sessions.find(opened.secret())).isEqualTo(opened.session());
    assertThat(sessions.find(opened.secret() + "x")).isNull();
    assertThat(sessions.find(opened.session().csrfToken())).isNull();
    assertThat(opened.toString()).doesNotContain(opened.secret());
    assertThat(opened.session().hasCsrfToken(opened.session().csrfToken())).isTrue();
    assertThat(opened.session().hasCsrfToken("")).isFalse();
    assertThat(opened.session().hasCsrfToken(null)).isFalse();
    sessions.end(opened.session());
    assertThat(sessions.find(opened.secret())).isNull();
  }

  @Test
  void itSlidesWithUseUpToItsLongest() {
    String used = open(account("mia")).secret();
    String idle = open(account("ben")).secret();
    for (int i = 0; i < 23; i++) { // 23 × 30 minutes and more
      clock.advance(IDLE.minusSeconds(1));
      assertThat(sessions.find(used)).isNotNull();
    }
    assertThat(sessions.find(idle)).isNull();
    clock.advance(IDLE.minusSeconds(1));
    assertThat(sessions.find(used)).isNotNull();
    clock.advance(Duration.ofSeconds(25));
    assertThat(sessions.find(used)).isNull();
  }

  @Test
  void itEndsWithTheTokenThatProvedIt() {
    Identity ann =
        new Identity(
            new UserId("ann"),
            new UserName("Ann"),
            Set.of("admin"),
            clock.instant().plusSeconds(60),
            clock.instant());
    String secret = sessions.open(ann).secret();
    clock.advance(Duration.ofSeconds(59));
    assertThat(sessions.find(secret)).isNotNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sessions.find(secret)).isNull();
  }

  @Test
  void itEndsByARevocation() {
    Account mia = account("mia");
    String secret = open(mia).secret();
    clock.advance(Duration.ofSeconds(1));
    revocations.take(mia.userId(), new UserId("u-boss"), null);
    assertThat(sessions.find(secret)).isNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sessions.find(open(mia).secret())).isNotNull();
  }

  @Test
  void itEndsWithThePasswordThatProvedItAlsoWhereItIsOpenedOnlyThen() {
    Account mia = account("mia");
    Accounts.Proven before = new Accounts.Proven(mia, ended.proven(mia.userId()));
    String secret = open(mia).secret();
    String other = open(account("ben")).secret();
    ended.end(mia.userId());
    assertThat(sessions.find(secret)).isNull();
    assertThat(sessions.find(other)).isNotNull();
    assertThat(sessions.open(before)).isInstanceOf(Outcome.Rejected.class);
    assertThat(sessions.find(open(mia).secret())).isNotNull(); // at the same moment
  }

  @Test
  void whereThereAreTooManyTheLeastUsedEnds() {
    String first = open(account("mia")).secret();
    String second = open(account("mia")).secret();
    sessions.find(first);
    String third = open(account("mia")).secret();
    assertThat(sessions.find(second)).isNull();
    String ben = open(account("ben")).secret();
    sessions.find(first);
    String cleo = open(account("cleo")).secret();
    assertThat(sessions.find(third)).isNull();
    assertThat(sessions.find(first)).isNotNull();
    assertThat(sessions.find(ben)).isNotNull();
    assertThat(sessions.find(cleo)).isNotNull();
    sessions.endAll(account("ben").userId());
    assertThat(sessions.find(ben)).isNull();
  }
}
