package dev.parley.blackbox;

import static dev.parley.blackbox.RestClient.body;
import static dev.parley.blackbox.RestClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who gets into the console, by what, and for how long. */
class SignInIT {
  private static final String SESSION = ConsoleVisitor.SESSION;
  private static final Pattern FIRST =
      Pattern.compile("account=admin one-time-password=([a-zX2-9]{20})");

  private final RestClient stranger = RestClient.of(SharedGateway::get);
  private final String name = Visitors.unique("mia").toLowerCase(Locale.ROOT);

  private String oneTimePassword(String... roles) {
    return ConsoleVisitor.account(SharedGateway::get, name, roles)
        .path("oneTimePassword")
        .stringValue();
  }

  private HttpResponse<String> signIn(String password) {
    return stranger.post(SESSION, Map.of("name", name, "password", password));
  }

  @Test
  void theFirstStartMakesAnAdministratorWhosePasswordMustBeChanged() throws IOException {
    Matcher said = FIRST.matcher(Files.readString(SharedGateway.get().logFile()));
    assertThat(said.find()).isTrue();
    HttpResponse<String> answer =
        stranger.post(SESSION, Map.of("name", "admin", "password", said.group(1)));
    JsonNode session = body(answer, 201);
    assertThat(session.at("/user/id").stringValue()).isEqualTo("account:admin");
    assertThat(session.at("/user/roles")).hasToString("[\"admin\"]");
    assertThat(session.path("mustChangePassword").booleanValue()).isTrue();

    RestClient admin = ConsoleVisitor.browser(stranger, answer);
    assertThat(problem(admin.get("api/me"), 403).path("detail").stringValue())
        .isEqualTo("the password must be changed first");
    RestClient changed =
        ConsoleVisitor.browser(
            stranger,
            admin.post(
                SESSION + "/password",
                Map.of("current", said.group(1), "password", ConsoleVisitor.PASSWORD)));
    body(changed.get("api/me"), 200);
    problem(admin.get("api/me"), 401);
  }

  @Test
  void theCookieIsForNoScriptAndNoOtherSite() {
    HttpResponse<String> answer = signIn(oneTimePassword("moderator"));
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("parley-console=[A-Za-z0-9_-]{43}; Path=/parley/; HttpOnly; SameSite=Strict");
    JsonNode state = body(stranger.with("Cookie", ConsoleVisitor.cookie(answer)).get(SESSION), 200);
    assertThat(state.at("/session/account").stringValue()).isEqualTo(name);
  }

  @Test
  void aRequestThatChangesSomethingRepeatsTheTokenAndComesFromOurPages() {
    RestClient admin = ConsoleVisitor.signedIn(SharedGateway::get, "admin");
    Map<String, ?> ticket = Map.of();
    assertThat(admin.post("api/tickets", ticket).statusCode()).isEqualTo(201);
    assertThat(
            admin.with("Origin", "https://evil.example").post("api/tickets", ticket).statusCode())
        .isEqualTo(403);
    HttpResponse<String> answer = signIn(oneTimePassword("admin"));
    RestClient forged = stranger.with("Cookie", ConsoleVisitor.cookie(answer));
    for (RestClient each : new RestClient[] {forged, forged.with("X-CSRF-Token", "x".repeat(43))}) {
      assertThat(problem(each.post("api/tickets", ticket), 403).path("detail").stringValue())
          .startsWith("X-CSRF-Token must be");
      problem(each.delete(SESSION), 403);
    }
    problem(
        stranger
            .with("Origin", "https://evil.example")
            .post(SESSION, Map.of("token", SignedTokens.of("u-mia", "Mia", "moderator"))),
        403);
  }

  @Test
  void rolesDecideWhatIsDone() {
    RestClient moderator = ConsoleVisitor.signedIn(SharedGateway::get, "moderator");
    body(moderator.get("api/me"), 200);
    problem(moderator.get("api/admin/keys"), 403);
    problem(moderator.get("api/admin/accounts"), 403);
    body(ConsoleVisitor.signedIn(SharedGateway::get, "admin").get("api/admin/accounts"), 200);
  }

  @Test
  void aTokenSignsInWhoMayModerate() {
    HttpResponse<String> answer =
        stranger.post(SESSION, Map.of("token", SignedTokens.of("u-mod", "Mod", "moderator")));
    assertThat(body(answer, 201).has("account")).isFalse();
    JsonNode me = body(ConsoleVisitor.browser(stranger, answer).get("api/me"), 200);
    assertThat(me.at("/user/id").stringValue()).isEqualTo("u-mod");
    problem(stranger.post(SESSION, Map.of("token", SignedTokens.of("u-x", "X", "staff"))), 403);
    problem(stranger.post(SESSION, Map.of("token", SignedTokens.forged("u-mod"))), 401);
  }

  @Test
  void whoSignsOutIsOut() {
    RestClient moderator = ConsoleVisitor.signedIn(SharedGateway::get, "moderator");
    HttpResponse<String> out = moderator.delete(SESSION);
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("parley-console=;")
        .contains("Max-Age=0");
    problem(moderator.get("api/me"), 401);
    assertThat(body(moderator.get(SESSION), 200).has("session")).isFalse();
  }

  @Test
  void whatElseTheUserHasOpenStaysWhenASignInEnds() {
    String token = SignedTokens.of(name, "Mia", "moderator");
    RestClient browser =
        ConsoleVisitor.browser(stranger, stranger.post(SESSION, Map.of("token", token)));
    String ticket = body(browser.post("api/tickets", Map.of()), 201).path("ticket").stringValue();
    Visitors visitors = new Visitors(SharedGateway::get);
    try (WireClient chat = visitors.handshake().bearer(token).enter();
        WireClient page = visitors.handshake().ticket(ticket).enter()) {
      assertThat(browser.delete(SESSION).statusCode()).isEqualTo(204);
      assertThat(page.awaitClose().reason()).isEqualTo("token-expired");
      Visitors.join(chat, Visitors.unique("room"));
    }
  }

  @Test
  void whatIsDoneToAnAccountStandsInTheAuditLog() {
    RestClient admin = ApiKeys.admin(SharedGateway::get);
    oneTimePassword("moderator");
    body(admin.send("POST", "api/admin/accounts/" + name + "/password", null), 200);
    assertThat(admin.delete("api/admin/accounts/" + name).statusCode()).isEqualTo(204);
    JsonNode entries =
        body(admin.get("api/admin/audit?action=account&userId=account:" + name), 200)
            .path("entries");
    assertThat(entries.valueStream().map(entry -> entry.path("reason").stringValue()))
        .containsExactly("account deleted", "password reset", "account made");
  }

  @Test
  void anAccountThatIsResetOrDeletedIsSignedOut() {
    HttpResponse<String> answer = signIn(oneTimePassword("moderator"));
    RestClient admin = ApiKeys.admin(SharedGateway::get);
    RestClient moderator = ConsoleVisitor.browser(stranger, answer);
    String account = "api/admin/accounts/" + name;
    String another =
        body(admin.send("POST", account + "/password", null), 200)
            .path("oneTimePassword")
            .stringValue();
    assertThat(body(moderator.get(SESSION), 200).has("session")).isFalse();
    RestClient again = ConsoleVisitor.browser(stranger, signIn(another));
    assertThat(admin.delete(account).statusCode()).isEqualTo(204);
    assertThat(body(again.get(SESSION), 200).has("session")).isFalse();
    problem(signIn(another), 401);
    problem(admin.delete(account), 404);
  }

  @Test
  void aProofIsOneAndWhole() {
    for (Map<String, ?> proof :
        List.of(
            Map.<String, Object>of(),
            Map.of("name", "mia"),
            Map.of("login", false),
            Map.of("name", "mia", "password", "x", "token", "y"))) {
      assertThat(problem(stranger.post(SESSION, proof), 400).path("code").stringValue())
          .isEqualTo("invalid");
    }
    problem(stranger.post(SESSION, Map.of("login", true)), 401);
  }

  @Test
  void aTokensSubjectIsNoAccount() {
    problem(stranger.bearer(SignedTokens.of("account:admin", "Me", "admin")).get("api/me"), 401);
  }

  @Test
  void whoGuessesPasswordsIsHeldUp() {
    RestClient guesser = RestClient.of(QuickGateway::get);
    Map<String, ?> guess = Map.of("name", "admin", "password", "a guess, and a wrong one");
    for (int i = 0; i < 5; i++) {
      assertThat(problem(guesser.post(SESSION, guess), 401).path("detail").stringValue())
          .isEqualTo("the name or the password is wrong");
    }
    HttpResponse<String> held = guesser.post(SESSION, guess);
    assertThat(problem(held, 429).path("code").stringValue()).isEqualTo("rate-limited");
    assertThat(held.headers().firstValue("Retry-After")).isPresent();
  }
}
