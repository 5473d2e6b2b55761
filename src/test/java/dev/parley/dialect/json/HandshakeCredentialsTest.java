package dev.parley.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dialect.ConsoleCookie;
import dev.parley.dialect.ForwardedHeader;
import dev.parley.dialect.HttpSettings;
import dev.parley.dialect.RequestSources;
import dev.parley.dialect.ServerLogin;
import dev.parley.identity.ContainerLogin;
import dev.parley.identity.ExactOrigins;
import dev.parley.identity.Guests;
import dev.parley.identity.Identity;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.TestRevocations;
import dev.parley.identity.TicketLimits;
import dev.parley.identity.Tickets;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.account.Account;
import dev.parley.identity.account.AccountName;
import dev.parley.identity.account.Accounts;
import dev.parley.identity.account.ConsoleSessions;
import dev.parley.identity.account.EndedSignIns;
import dev.parley.identity.account.SignInLimits;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The login of the container, and what counts before it. */
class HandshakeCredentialsTest {
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final Instant LOGIN = Instant.parse("2026-03-14T08:00:00Z");
  private static final ContainerLogin ON = new ContainerLogin(true, List.of("admin", "moderator"));
  private static final ContainerLogin OFF = new ContainerLogin(false, List.of("admin"));

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final EndedSignIns ended = new EndedSignIns(Duration.ofHours(12), clock);
  private final ConsoleSessions consoleSessions =
      new ConsoleSessions(
          new SignInLimits(
              5,
              Duration.ofSeconds(30),
              1_000,
              5,
              Duration.ofMinutes(30),
              Duration.ofHours(12),
              5,
              5),
          TestRevocations.none(clock),
          ended,
          clock);
  private final Map<String, String> headers = new HashMap<>();
  private @Nullable Cookie cookie;
  private @Nullable String query;
  private @Nullable String login;
  private Set<String> roles = Set.of();
  private boolean lasting = true;

  @Test
  void whoHasLoggedInToTheServerIsThatUser() {
    login = "ann";
    roles = Set.of("moderator", "payroll");
    headers.put("Origin", "https://chat.example.com");

    assertThat(identity(judge(ON)))
        .isEqualTo(
            new Identity(new UserId("ann"), new UserName("ann"), Set.of("moderator"), null, LOGIN));
  }

  @Test
  void aLoginWithoutASessionIsMadeAnewEachTime() {
    login = "ann";
    lasting = false;
    headers.put("Origin", "https://chat.example.com");

    assertThat(identity(judge(ON)).issuedAt()).isEqualTo(NOON);
  }

  @Test
  void itSaysNothingWhereItIsNotConfigured() {
    login = "ann";
    headers.put("Origin", "https://chat.example.com");

    assertThat(judge(OFF)).isEqualTo(Verdict.STRANGER);
  }

  @Test
  void itNeedsAnOrigin() {
    login = "ann";

    assertThat(judge(ON))
        .isEqualTo(
            Verdict.refused(
                403,
                "Origin must be given where the server's own login says who you are, was missing"));
  }

  @Test
  void itNeedsAnAllowedOrigin() {
    login = "ann";
    headers.put("Origin", "https://chat.example.com.evil.example");

    assertThat(judge(ON).status()).isEqualTo(403);
    assertThat(judge(ON).reason()).contains("https://chat.example.com.evil.example");
  }

  @Test
  void whoHasNotLoggedInIsAStrangerAndNeedsNoOrigin() {
    assertThat(judge(ON)).isEqualTo(Verdict.STRANGER);
  }

  @Test
  void aLoginThatIsNoUserIdProvesNothing() {
    headers.put("Origin", "https://chat.example.com");
    for (String name :
        List.of("guest-1", "service:billing", "account:admin", "", "a\nb", "x".repeat(129))) {
      login = name;
      Verdict verdict = judge(ON);
      assertThat(verdict.status()).isEqualTo(401);
      assertThat(verdict.reason()).startsWith("the login's name must be 1–128 printable");
    }
  }

  @Test
  void whatTheClientSaysItselfCountsBeforeTheLogin() {
    login = "ann";
    headers.put("Origin", "https://chat.example.com");

    query = "name=Gus";
    assertThat(identity(judge(ON)).id().value()).isEqualTo("guest-Gus");
    query = null;
    headers.put("Authorization", "Bearer of-ben");
    assertThat(identity(judge(ON)).id().value()).isEqualTo("of-ben");
    headers.put("Authorization", "Bearer forged");
    assertThat(judge(ON).status()).isEqualTo(401);
  }

  @Test
  void aLoginByBasicIsNoToken() {
    login = "ann";
    headers.put("Origin", "https://chat.example.com");
    headers.put("Authorization", "Basic YW5uOnNlY3JldA==");

    assertThat(identity(judge(ON)).id().value()).isEqualTo("ann");
    assertThat(judge(OFF)).isEqualTo(Verdict.STRANGER);
  }

  @Test
  void theCookieOfTheConsoleCountsWhereItIsAskedForAndThePageIsOurs() {
    Identity mia =
        new Identity(new UserId("mia"), new UserName("Mia"), Set.of("moderator"), null, NOON);
    cookie = new Cookie("parley-console", consoleSessions.open(mia).secret());
    query = "console=true";

    assertThat(judge(OFF).status()).isEqualTo(403);
    headers.put("Origin", "https://chat.example.com.evil.example");
    assertThat(judge(OFF).status()).isEqualTo(403);
    headers.put("Origin", "https://chat.example.com");
    assertThat(identity(judge(OFF)).id()).isEqualTo(mia.id());
    query = null;
    assertThat(judge(OFF)).isEqualTo(Verdict.STRANGER);
    query = "console=true";
    headers.put("Authorization", "Bearer of-ben");
    assertThat(judge(OFF).status()).isEqualTo(400);
    headers.remove("Authorization");
    cookie = new Cookie("parley-console", "guessed");
    assertThat(judge(OFF).status()).isEqualTo(401);
  }

  @Test
  void whoMustChangeThePasswordMayNotComeInBefore() {
    Account account = new Account(new AccountName("mia"), Tenant.NONE, Set.of("admin"), NOON, true);
    cookie = new Cookie("parley-console", secret(account));
    query = "console=true";
    headers.put("Origin", "https://chat.example.com");

    assertThat(judge(OFF)).isEqualTo(Verdict.refused(403, "the password must be changed first"));
  }

  private String secret(Account account) {
    return consoleSessions
        .open(new Accounts.Proven(account, NOON))
        .fold(
            opened -> opened.secret(),
            detail -> {
              throw new AssertionError(detail.message());
            });
  }

  private Verdict judge(ContainerLogin container) {
    TokenVerifier tokens = token -> CompletableFuture.completedFuture(verified(token));
    Tickets tickets =
        new Tickets(
            new TicketLimits(Duration.ofSeconds(30), 1, 1),
            TestRevocations.none(clock),
            ended,
            clock);
    HttpSettings http = new HttpSettings(List.of(), ForwardedHeader.X_FORWARDED_FOR);
    OriginPolicy origins = new ExactOrigins(List.of());
    RequestSources sources = new RequestSources(http);
    return new HandshakeCredentials(
            tokens,
            tickets,
            new AnyGuest(),
            new ConsoleCookie(consoleSessions, origins, sources),
            new ServerLogin(container, origins, sources, clock))
        .judge(request(), true);
  }

  private static Outcome<Identity> verified(String token) {
    return token.equals("forged")
        ? Outcome.rejected(ErrorCode.UNAUTHENTICATED, "the token proves nothing")
        : Outcome.done(new Identity(new UserId(token), new UserName(token), Set.of(), null));
  }

  private static Identity identity(Verdict verdict) {
    return verdict
        .proof()
        .toCompletableFuture()
        .join()
        .fold(
            identity -> identity,
            detail -> {
              throw new AssertionError(detail.message());
            });
  }

  private HttpServletRequest request() {
    return answering(
        HttpServletRequest.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getHeader" -> headers.get((String) arguments[0]);
              case "getHeaders" -> Collections.emptyEnumeration();
              case "getQueryString" -> query;
              case "getCookies" -> cookie == null ? null : new Cookie[] {cookie};
              case "getUserPrincipal" -> login == null ? null : (Principal) () -> login;
              case "isUserInRole" -> roles.contains((String) arguments[0]);
              case "getSession" -> lasting ? session() : null;
              case "getRemoteAddr" -> "127.0.0.1";
              case "getScheme" -> "https";
              case "getServerName" -> "chat.example.com";
              case "getServerPort" -> 443;
              default -> throw new UnsupportedOperationException(method.toString());
            });
  }

  private static HttpSession session() {
    return answering(
        HttpSession.class,
        (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("getCreationTime");
          return LOGIN.toEpochMilli();
        });
  }

  private static <T> T answering(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Lets in whoever has a name. */
  private static final class AnyGuest implements Guests {
    @Override
    public boolean allowed() {
      return true;
    }

    @Override
    public Outcome<Identity> admit(UserName name) {
      return verified("guest-" + name.value());
    }

    @Override
    public String tokenFor(Identity guest) {
      throw new UnsupportedOperationException("no guest is welcomed here");
    }
  }
}
