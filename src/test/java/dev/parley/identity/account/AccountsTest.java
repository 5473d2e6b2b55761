package dev.parley.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.log.LoggedLines;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.testkit.MovedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static final SignInLimits LIMITS =
      new SignInLimits(
          5, Duration.ofSeconds(30), 1_000, 5, Duration.ofMinutes(30), Duration.ofHours(12), 3, 5);
  private static final AccountName ADMIN = new AccountName("admin");
  private static final AccountName MIA = new AccountName("mia");
  private static final UserId BOSS = new UserId("u-boss");
  private static final String CHOSEN = "correct horse battery";

  private final AccountsInMemory store = new AccountsInMemory();
  private final MovedClock clock = new MovedClock();
  private final EndedSignIns ended = new EndedSignIns(LIMITS.longest(), clock);
  private final List<String> noted = new CopyOnWriteArrayList<>();
  private AccountRecord record =
      (act, account, by) -> noted.add(act + " " + account.name() + " by " + by);
  private Accounts accounts = accounts(settings(Optional.of(ADMIN), Optional.empty(), 2));

  private static AccountSettings settings(
      Optional<AccountName> first, Optional<AccountName> reset, int most) {
    return new AccountSettings(true, first, Tenant.NONE, reset, most);
  }

  private Accounts accounts(AccountSettings settings) {
    return new Accounts(settings, LIMITS, store, ended, record, clock, Thread::new);
  }

  @AfterEach
  void stop() {
    accounts.stop();
  }

  private static <T> T done(CompletionStage<Outcome<T>> stage) {
    return stage
        .toCompletableFuture()
        .join()
        .fold(
            value -> value,
            detail -> {
              throw new AssertionError(detail);
            });
  }

  private static Detail refusal(CompletionStage<? extends Outcome<?>> stage) {
    return stage
        .toCompletableFuture()
        .join()
        .fold(
            value -> {
              throw new AssertionError(value);
            },
            detail -> detail);
  }

  /** What the start has logged. */
  private List<String> started() {
    try (LoggedLines lines = new LoggedLines(Accounts.class.getName())) {
      accounts.start();
      return lines.all();
    }
  }

  private String make(AccountName name) {
    return done(accounts.make(name, Set.of("moderator"), BOSS)).password().reveal();
  }

  @Test
  void theFirstStartMakesAnAdministratorAndSaysItsPasswordOnce() {
    assertThat(started()).anyMatch(line -> line.contains("one-time-password="));
    assertThat(store.rows).hasSize(1);
    Account made = store.rows.get("admin").account();
    assertThat(made.roles()).containsExactly("admin");
    assertThat(made.oneTime()).isTrue();

    String said = String.join("\n", started());
    assertThat(store.rows).hasSize(1);
    assertThat(said).doesNotContain("one-time-password");
  }

  @Test
  void noneIsMadeWhereAccountsAreOffOrOneIsThere() {
    accounts =
        accounts(new AccountSettings(false, Optional.of(ADMIN), Tenant.NONE, Optional.empty(), 2));
    accounts.start();
    assertThat(store.rows).isEmpty();

    make(MIA);
    accounts = accounts(settings(Optional.of(ADMIN), Optional.empty(), 2));
    accounts.start();
    assertThat(store.rows.keySet()).containsExactly("mia");
  }

  @Test
  void whoKnowsThePasswordSignsInAndChangesIt() {
    String oneTime = make(MIA);
    assertThat(oneTime).matches("[a-zX2-9]{20}");
    assertThat(done(accounts.signIn("mia", oneTime, true)).account().oneTime()).isTrue();

    Account changed = done(accounts.changePassword(MIA, oneTime, CHOSEN)).account();
    assertThat(changed.oneTime()).isFalse();
    assertThat(done(accounts.signIn("mia", CHOSEN, true)).account().oneTime()).isFalse();
    assertThat(refusal(accounts.signIn("mia", oneTime, true)).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void aWrongNameAndAWrongPasswordAnswerAlike() {
    make(MIA);
    assertThat(refusal(accounts.signIn("mia", "something else", true)))
        .isEqualTo(refusal(accounts.signIn("nobody", "something else", true)))
        .isEqualTo(refusal(accounts.signIn("No such name!", "something else", true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"too short 1", "aaaaaaaaaaaaaaa", "1212121212121212"})
  void aPasswordThatIsEasilyGuessedIsRefusedAndNotRepeated(String wanted) {
    String oneTime = make(MIA);
    Detail refusal = refusal(accounts.changePassword(MIA, oneTime, wanted));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal.violations().toString()).doesNotContain(wanted);
  }

  @Test
  void thePresentPasswordIsNoNewOne() {
    String oneTime = make(MIA);
    assertThat(refusal(accounts.changePassword(MIA, oneTime, oneTime)).violations())
        .extracting(violation -> violation.message())
        .containsExactly("must be another than the present one");
    assertThat(refusal(accounts.changePassword(MIA, "not it, I fear", CHOSEN)).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void oneThatIsResetHasAOneTimePasswordAgain() {
    String oneTime = make(MIA);
    done(accounts.changePassword(MIA, oneTime, CHOSEN));
    String another = done(accounts.reset(MIA, BOSS)).password().reveal();
    assertThat(refusal(accounts.signIn("mia", CHOSEN, true)).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(done(accounts.signIn("mia", another, true)).account().oneTime()).isTrue();
  }

  @Test
  void aPasswordThatDoesNotCountIsNeitherAnsweredNorSaid() {
    make(MIA);
    String before = store.rows.get("mia").passwordHash();
    store.late = true;
    assertThat(refusal(accounts.reset(MIA, BOSS)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    accounts = accounts(settings(Optional.empty(), Optional.of(MIA), 2));
    assertThat(started())
        .anyMatch(line -> line.contains("account-reset-elsewhere account=mia"))
        .noneMatch(line -> line.contains("one-time-password="));
    assertThat(store.rows.get("mia").passwordHash()).isEqualTo(before);
  }

  @Test
  void aFirstAccountWhoseNameAnotherTenantHasIsNotMadeAndThatIsSaid() {
    started();
    Tenant acme = new Tenant("acme");
    accounts = accounts(new AccountSettings(true, Optional.of(ADMIN), acme, Optional.empty(), 2));
    assertThat(started())
        .anyMatch(
            line ->
                line.contains("first-account-not-made account=admin tenant=acme")
                    && line.contains("taken-by-tenant="));
    assertThat(store.rows.get("admin").account().tenant()).isEqualTo(Tenant.NONE);
  }

  private boolean counts(Accounts.Proven proven) {
    return !ended.has(proven.account().identity(proven.at()));
  }

  @Test
  void whatWasProvenBeforeAChangeAResetOrADeletionCountsNoMore() {
    String oneTime = make(MIA);
    make(new AccountName("ben"));
    Accounts.Proven first = done(accounts.signIn("mia", oneTime, true));
    assertThat(counts(first)).isTrue();
    Accounts.Proven changed = done(accounts.changePassword(MIA, oneTime, CHOSEN));
    assertThat(counts(first)).isFalse();
    assertThat(counts(changed)).isTrue();
    Accounts.Proven again = done(accounts.signIn("mia", CHOSEN, true));
    String another = done(accounts.reset(MIA, BOSS)).password().reveal();
    assertThat(counts(changed)).isFalse();
    assertThat(counts(again)).isFalse();
    Accounts.Proven last = done(accounts.signIn("mia", another, true));
    assertThat(counts(last)).isTrue();
    done(accounts.delete(MIA, BOSS));
    assertThat(counts(last)).isFalse();
  }

  @Test
  void aStartResetsTheOneThatIsConfigured() {
    make(MIA);
    String before = store.rows.get("mia").passwordHash();
    accounts = accounts(settings(Optional.empty(), Optional.of(MIA), 2));
    assertThat(started())
        .anyMatch(line -> line.contains("account=mia") && line.contains("one-time-password="));
    assertThat(store.rows.get("mia").passwordHash()).isNotEqualTo(before);
  }

  @Test
  void accountsAreTheTenantsAndNoneDeletesItself() {
    make(MIA);
    UserId stranger = new UserId(new Tenant("acme"), "u-boss");
    assertThat(refusal(accounts.delete(MIA, stranger)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(accounts.reset(MIA, stranger)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(done(accounts.list(stranger.tenant()))).isEmpty();
    UserId mia = done(accounts.list(Tenant.NONE)).get(0).userId();
    assertThat(refusal(accounts.delete(MIA, mia)).code()).isEqualTo(ErrorCode.FORBIDDEN);
    done(accounts.delete(MIA, BOSS));
    assertThat(store.rows).isEmpty();
  }

  @Test
  void thereAreNoMoreThanMayBeAndNoTwoOfOneName() {
    make(MIA);
    assertThat(refusal(accounts.make(MIA, Set.of("admin"), BOSS)).code())
        .isEqualTo(ErrorCode.INVALID);
    make(new AccountName("ben"));
    assertThat(refusal(accounts.make(new AccountName("cleo"), Set.of("admin"), BOSS)).code())
        .isEqualTo(ErrorCode.LIMIT_REACHED);
  }

  @Test
  void whatIsDoneToAnAccountIsOnRecord() {
    String oneTime = make(MIA);
    done(accounts.changePassword(MIA, oneTime, CHOSEN));
    done(accounts.reset(MIA, BOSS));
    done(accounts.delete(MIA, BOSS));
    assertThat(noted)
        .containsExactly(
            "MADE mia by u-boss",
            "PASSWORD_CHANGED mia by account:mia",
            "PASSWORD_RESET mia by u-boss",
            "DELETED mia by u-boss");
  }

  @Test
  void whatIsNotOnRecordIsNotDone() {
    record =
        (act, account, by) -> {
          throw new IllegalStateException("away");
        };
    accounts = accounts(settings(Optional.empty(), Optional.empty(), 2));
    assertThat(refusal(accounts.make(MIA, Set.of("admin"), BOSS)).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(store.rows).isEmpty();
  }

  @Test
  void strangersWhoTryPasswordsWaitBehindThoseWhoHaveBeenHere() {
    CountDownLatch held = new CountDownLatch(1);
    record = (act, account, by) -> awaitDone(held);
    accounts = accounts(settings(Optional.empty(), Optional.empty(), 2));
    var making = accounts.make(MIA, Set.of("admin"), BOSS); // keeps the one thread
    List<String> order = new CopyOnWriteArrayList<>();
    List<CompletionStage<?>> waiting = new ArrayList<>();
    for (int i = 0; i < LIMITS.waiting(); i++) {
      waiting.add(
          accounts.signIn("x", "a guess", true).thenAccept(outcome -> order.add("stranger")));
    }
    assertThat(refusal(accounts.signIn("x", "a guess", true)).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    waiting.add(accounts.signIn("x", "a guess", false).thenAccept(outcome -> order.add("known")));
    held.countDown();
    done(making);
    waiting.forEach(each -> each.toCompletableFuture().join());
    assertThat(order).hasSize(LIMITS.waiting() + 1).startsWith("known");
  }

  private static void awaitDone(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatCannotBeReachedIsUnavailable() {
    store.away = true;
    assertThat(refusal(accounts.signIn("mia", CHOSEN, true)).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aHashTellsNothingOfThePasswordAndIsSalted() {
    PasswordHash hashes = new PasswordHash(2_000);
    String hash = hashes.of(CHOSEN);
    assertThat(hash).startsWith("pbkdf2-sha256$2000$").isNotEqualTo(hashes.of(CHOSEN));
    assertThat(hashes.matches(CHOSEN, hash)).isTrue();
    assertThat(hashes.matches(CHOSEN + " ", hash)).isFalse();
    assertThat(hashes.matches(CHOSEN, null)).isFalse();
    assertThat(new PasswordHash(1_000).matches(CHOSEN, hash)).isTrue();
  }

  @Test
  void anAddressMayFailOnlySoOften() {
    Attempts attempts = new Attempts(LIMITS);
    for (int i = 0; i < 5; i++) {
      assertThat(attempts.take("203.0.113.1")).isZero();
    }
    assertThat(attempts.take("203.0.113.1")).isBetween(1L, 30_001L);
    assertThat(attempts.take("203.0.113.2")).isZero();
    attempts.giveBack("203.0.113.1");
    assertThat(attempts.take("203.0.113.1")).isZero();
  }
}
