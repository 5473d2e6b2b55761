package dev.parley.identity.account;

import dev.parley.log.Log;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The accounts of the console. Passwords are checked by one thread, one after the other, so that
 * whoever tries many takes one processor at most. Those of strangers wait behind all else, and what
 * waits is bounded for them and for the others apart: past it {@code UNAVAILABLE}; so strangers who
 * try passwords keep nobody out who has been here before. A wrong name and a wrong password answer
 * alike and take as long.
 *
 * <p>Safe for use by any thread; only {@link #start} blocks. Stages never fail, and complete on
 * that one thread. Where the store is away they are refused as {@code UNAVAILABLE}.
 */
public final class Accounts {
  private static final Log LOG = Log.of(Accounts.class);
  private static final Detail WRONG =
      Detail.of(ErrorCode.UNAUTHENTICATED, "the name or the password is wrong");
  private static final Detail NONE = Detail.of(ErrorCode.NOT_FOUND, "there is no such account");

  private final AccountSettings settings;
  private final AccountStore store;
  private final EndedSignIns ended;
  private final Clock clock;
  private final PasswordHash hash;
  private final AccountRecord onRecord;
  private final ThreadPoolExecutor checker;
  private final Semaphore strangers;
  private final Semaphore acquaintances;
  private final AtomicLong orders = new AtomicLong();

  public Accounts(
      AccountSettings settings,
      SignInLimits limits,
      AccountStore store,
      EndedSignIns ended,
      AccountRecord onRecord,
      Clock clock,
      ThreadFactory threads) {
    this.settings = settings;
    this.store = store;
    this.ended = ended;
    this.onRecord = onRecord;
    this.clock = clock;
    this.hash = new PasswordHash(limits.iterations());
    this.checker =
        new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), threads);
    this.checker.allowCoreThreadTimeOut(true);
    this.strangers = new Semaphore(limits.waiting());
    this.acquaintances = new Semaphore(limits.waiting());
  }

  /** What the one thread does: for acquaintances first, else in the order in which it was asked. */
  private record Check(boolean stranger, long order, Runnable work)
      implements Runnable, Comparable<Check> {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Check other) {
      return stranger == other.stranger
          ? Long.compare(order, other.order)
          : Boolean.compare(stranger, other.stranger);
    }
  }

  /** An account whose password was made, and that password, which is known only now. */
  public record Made(Account account, OneTimePassword password) {}

  /**
   * An account whose password was right, and when: on the thread that changes passwords as well, so
   * that it is clear which was first.
   */
  public record Proven(Account account, Instant at) {}

  /** Whether anybody can sign in by an account. */
  public boolean areEnabled() {
    return settings.enabled();
  }

  /**
   * Makes the first account where there is none, and says its one-time password in the log, as it
   * does for one that is to be reset. Called once, at start-up, when the schema is there.
   */
  public void start() {
    if (!settings.enabled()) {
      return;
    }
    if (settings.first().isPresent() && store.of(settings.tenant()).isEmpty()) {
      makeFirst(settings.first().get());
    }
    settings.reset().flatMap(store::find).ifPresent(this::resetAtStart);
  }

  private void makeFirst(AccountName name) {
    Account first = account(name, settings.tenant(), Set.of(Account.ADMIN));
    OneTimePassword password = OneTimePassword.random();
    try {
      store.insert(new StoredAccount(first, hash.of(password)));
    } catch (RuntimeException taken) {
      Account there = store.find(name).orElseThrow(() -> taken).account();
      if (!there.tenant().equals(first.tenant())) { // else another node has made it meanwhile
        LOG.warn(
            "first-account-not-made",
            "account",
            name,
            "tenant",
            first.tenant(),
            "taken-by-tenant",
            there.tenant());
      }
      return;
    }
    say(new Made(first, password));
  }

  private void resetAtStart(StoredAccount known) {
    Outcome<Made> renewed = renew(known);
    if (renewed instanceof Outcome.Done<Made> made) {
      say(made.value());
    } else { // by another node, which has said it
      LOG.warn("account-reset-elsewhere", "account", known.account().name());
    }
  }

  private static void say(Made made) {
    LOG.warn(
        "sign in to the console and change the password",
        "page",
        "admin/",
        "account",
        made.account().name(),
        "one-time-password",
        made.password().reveal());
  }

  /** Ends the thread; called once. */
  public void stop() {
    checker.shutdownNow();
  }

  /**
   * The account of this name and password; else {@code UNAUTHENTICATED}.
   *
   * @param stranger whether nobody has signed in before from where this comes
   */
  public CompletionStage<Outcome<Proven>> signIn(String name, String password, boolean stranger) {
    return onChecker(
        stranger,
        () -> {
          Optional<StoredAccount> known =
              settings.enabled() ? named(name).flatMap(store::find) : Optional.empty();
          String kept = known.map(StoredAccount::passwordHash).orElse(null);
          return hash.matches(password, kept) && known.isPresent()
              ? Outcome.done(proven(known.get().account()))
              : Outcome.rejected(WRONG);
        });
  }

  private Proven proven(Account account) {
    return new Proven(account, ended.proven(account.userId()));
  }

  private static Optional<AccountName> named(String text) {
    try {
      return Optional.of(new AccountName(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /**
   * Another password for who knows the present one; {@code UNAUTHENTICATED} where it is not that,
   * {@code INVALID} where the wanted one may not be chosen. The sign-ins of before count no more.
   */
  public CompletionStage<Outcome<Proven>> changePassword(
      AccountName name, String current, String wanted) {
    return onChecker(
        () -> {
          Optional<StoredAccount> known = store.find(name);
          String before = known.map(StoredAccount::passwordHash).orElse(null);
          if (!hash.matches(current, before) || known.isEmpty()) {
            return Outcome.rejected(ErrorCode.UNAUTHENTICATED, "the present password is wrong");
          }
          Detail violation = PasswordRule.violation(name, current, wanted);
          if (violation != null) {
            return Outcome.rejected(violation);
          }
          Account account = known.get().account();
          onRecord.note(AccountRecord.Act.PASSWORD_CHANGED, account, account.userId());
          return change(known.get(), wanted);
        });
  }

  private Outcome<Proven> change(StoredAccount known, String wanted) {
    Account settled = known.account().settled();
    if (!store.replace(new StoredAccount(settled, hash.of(wanted)), known.passwordHash())) {
      return Outcome.rejected(ErrorCode.UNAUTHENTICATED, "the password was changed meanwhile");
    }
    ended.end(settled.userId());
    return Outcome.done(proven(settled));
  }

  /** The accounts of a tenant, by name. */
  public CompletionStage<Outcome<List<Account>>> list(Tenant tenant) {
    return onChecker(
        () -> Outcome.done(store.of(tenant).stream().map(StoredAccount::account).toList()));
  }

  /** A new one, of the tenant of who makes it; {@code LIMIT_REACHED}, {@code INVALID}. */
  public CompletionStage<Outcome<Made>> make(AccountName name, Set<String> roles, UserId by) {
    return onChecker(
        () -> {
          if (store.find(name).isPresent()) {
            return Outcome.rejected(Detail.invalid("name", "must be free, was taken"));
          }
          if (store.of(by.tenant()).size() >= settings.most()) {
            return Outcome.rejected(
                ErrorCode.LIMIT_REACHED,
                "there are as many accounts as may be: " + settings.most());
          }
          Account account = account(name, by.tenant(), roles);
          OneTimePassword password = OneTimePassword.random();
          onRecord.note(AccountRecord.Act.MADE, account, by);
          store.insert(new StoredAccount(account, hash.of(password)));
          LOG.info("account-made", "account", name, "by", by);
          return Outcome.done(new Made(account, password));
        });
  }

  /**
   * A one-time password in place of the present one; {@code NOT_FOUND}, and {@code UNAVAILABLE}
   * where it is changed at the same time. The sign-ins of before count no more.
   */
  public CompletionStage<Outcome<Made>> reset(AccountName name, UserId by) {
    return onChecker(
        () ->
            ofTenant(name, by)
                .then(
                    known -> {
                      onRecord.note(AccountRecord.Act.PASSWORD_RESET, known.account(), by);
                      Outcome<Made> renewed = renew(known);
                      if (renewed instanceof Outcome.Done<Made>) {
                        LOG.info("account-reset", "account", name, "by", by);
                      }
                      return renewed;
                    }));
  }

  private Outcome<Made> renew(StoredAccount known) {
    OneTimePassword password = OneTimePassword.random();
    Account renewed = known.account().renewed();
    if (!store.replace(new StoredAccount(renewed, hash.of(password)), known.passwordHash())) {
      return Outcome.rejected(
          ErrorCode.UNAVAILABLE, "the password was changed or reset meanwhile, try again");
    }
    ended.end(renewed.userId());
    return Outcome.done(new Made(renewed, password));
  }

  /**
   * For good, and its sign-ins count no more; {@code NOT_FOUND}, and {@code FORBIDDEN} for one's
   * own, so that one stays.
   */
  public CompletionStage<Outcome<Account>> delete(AccountName name, UserId by) {
    return onChecker(
        () ->
            ofTenant(name, by)
                .then(
                    known -> {
                      if (known.account().userId().equals(by)) {
                        return Outcome.rejected(
                            ErrorCode.FORBIDDEN, "you may not delete the account you use");
                      }
                      onRecord.note(AccountRecord.Act.DELETED, known.account(), by);
                      store.delete(name);
                      ended.end(known.account().userId());
                      LOG.info("account-deleted", "account", name, "by", by);
                      return Outcome.done(known.account());
                    }));
  }

  private Outcome<StoredAccount> ofTenant(AccountName name, UserId by) {
    return store
        .find(name)
        .filter(known -> known.account().tenant().equals(by.tenant()))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.rejected(NONE));
  }

  private Account account(AccountName name, Tenant tenant, Set<String> roles) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Account(name, tenant, roles, now, true);
  }

  private <T> CompletionStage<Outcome<T>> onChecker(Supplier<Outcome<T>> work) {
    return onChecker(false, work);
  }

  private <T> CompletionStage<Outcome<T>> onChecker(boolean stranger, Supplier<Outcome<T>> work) {
    Semaphore places = stranger ? strangers : acquaintances;
    if (!places.tryAcquire()) {
      return tooMany();
    }
    CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    Runnable check =
        () -> {
          places.release();
          answer.complete(attempt(work));
        };
    try {
      checker.execute(new Check(stranger, orders.getAndIncrement(), check));
    } catch (RejectedExecutionException stopped) {
      places.release();
      return tooMany();
    }
    return answer;
  }

  private static <T> CompletionStage<Outcome<T>> tooMany() {
    return Outcome.now(
        Outcome.rejected(ErrorCode.UNAVAILABLE, "too many sign in at this moment, try again"));
  }

  private static <T> Outcome<T> attempt(Supplier<Outcome<T>> work) {
    try {
      return work.get();
    } catch (Throwable away) { // a container's commit throws checked ones undeclared
      LOG.warn("accounts-unavailable", away);
      return Outcome.rejected(ErrorCode.UNAVAILABLE, "the accounts cannot be reached now");
    }
  }
}
