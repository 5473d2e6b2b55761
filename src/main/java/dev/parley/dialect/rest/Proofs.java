package dev.parley.dialect.rest;

import dev.parley.dialect.RequestSources;
import dev.parley.dialect.ServerLogin;
import dev.parley.identity.ContainerLogin;
import dev.parley.identity.Identity;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.account.Account;
import dev.parley.identity.account.Accounts;
import dev.parley.identity.account.Attempts;
import dev.parley.identity.account.ConsoleSessions;
import dev.parley.identity.account.ConsoleSessions.Opened;
import dev.parley.log.Log;
import dev.parley.pipeline.AccessRevocation;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.session.SessionLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lets somebody sign in to the console: an account's password, a token of the identity
 * provider, or the server's own login. Failures are throttled by address, whatever the proof. Safe
 * for use by any thread; does not block. Stages never fail.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Proofs {
  private static final Log LOG = Log.of(Proofs.class);
  private static final Detail ONE_OF =
      Detail.invalid("", "must have name and password, or token, or login as true");
  private static final Detail NOT_LOGGED_IN =
      Detail.of(ErrorCode.UNAUTHENTICATED, "nobody has logged in to the server in this browser");

  @Inject private Accounts accounts;
  @Inject private TokenVerifier tokens;
  @Inject private ServerLogin login;
  @Inject private ContainerLogin loginSettings;
  @Inject private ConsoleSessions sessions;
  @Inject private AccessRevocation access;
  @Inject private Attempts attempts;
  @Inject private SessionLimits limits;
  @Inject private RequestSources sources;

  /** Exactly one: name and password, or a token, or that the server knows it already. */
  public record Proof(
      @Nullable @Size(max = 1000, message = "is too long") String name,
      @Nullable @Size(max = 1000, message = "is too long") String password,
      @Nullable String token,
      @Nullable Boolean login) {
    private boolean isPassword() {
      return name != null && password != null && token == null && login == null;
    }

    private boolean isToken() {
      return token != null && name == null && password == null && login == null;
    }

    private boolean isLogin() {
      return Boolean.TRUE.equals(login) && name == null && password == null && token == null;
    }

    @Override
    public String toString() {
      return "Proof[…]";
    }
  }

  /** Those that may be tried. */
  List<String> ways() {
    List<String> ways = new ArrayList<>();
    if (accounts.areEnabled()) {
      ways.add("password");
    }
    ways.add("token");
    if (loginSettings.enabled()) {
      ways.add("login");
    }
    return ways;
  }

  /** A sign-in by this proof; reads of the request what it needs before it returns. */
  CompletionStage<Outcome<Opened>> check(Proof proof, HttpServletRequest request) {
    String address = sources.of(request).address();
    String name = proof.name();
    String password = proof.password();
    String token = proof.token();
    if (proof.isPassword() && name != null && password != null) {
      return charged(
          address,
          () ->
              accounts
                  .signIn(name, password, attempts.isStranger(limits.network(address)))
                  .thenApply(known -> known.then(sessions::open)));
    }
    if (proof.isToken() && token != null) {
      return charged(
          address, () -> tokens.verify(token).thenApply(known -> known.then(this::opened)));
    }
    if (proof.isLogin()) {
      Outcome<Identity> known = login.of(request);
      return Outcome.now(
          known == null ? Outcome.rejected(NOT_LOGGED_IN) : known.then(this::opened));
    }
    return Outcome.refused(ONE_OF);
  }

  private Outcome<Opened> opened(Identity identity) {
    return Account.ROLES.stream().anyMatch(identity::has)
        ? Outcome.done(sessions.open(identity))
        : Outcome.rejected(
            ErrorCode.FORBIDDEN, "the console needs one of the roles admin, moderator");
  }

  /** Ends all sign-ins of the account, and what they have open; begins another. */
  CompletionStage<Outcome<Opened>> change(
      Account account, String current, String wanted, String address) {
    return charged(
        address,
        () ->
            accounts
                .changePassword(account.name(), current, wanted)
                .thenApply(
                    changed ->
                        changed.then(
                            proven -> {
                              Account settled = proven.account();
                              sessions.endAll(settled.userId());
                              access.disconnect(settled.userId(), CloseCode.TOKEN_EXPIRED);
                              LOG.info("password-changed", "account", settled.name());
                              return sessions.open(proven);
                            })));
  }

  /** An attempt that costs nothing unless it proves nothing. */
  private CompletionStage<Outcome<Opened>> charged(
      String address, Supplier<CompletionStage<Outcome<Opened>>> attempt) {
    String network = limits.network(address);
    long wait = attempts.take(network);
    if (wait > 0) {
      return Outcome.refused(Detail.rateLimited(wait));
    }
    return attempt
        .get()
        .thenApply(
            outcome -> {
              if (outcome instanceof Outcome.Rejected<Opened> rejected
                  && rejected.detail().code() == ErrorCode.UNAUTHENTICATED) {
                LOG.info("console-sign-in-refused", "address", address);
              } else {
                attempts.giveBack(network);
                if (outcome instanceof Outcome.Done) {
                  attempts.succeeded(network);
                }
              }
              return outcome;
            });
  }
}
