package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.OpenIdProvider;
import dev.parley.testkit.PostgresServer;
import dev.parley.testkit.ServerKey;
import dev.parley.testkit.ServerOptions;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the files of server-config set, all together, on a fresh server: PostgreSQL, TLS with a key
 * store of one's own, the server's own login (by OpenID Connect or Basic, which is the same to a
 * browser), compression, limits. Where a server's files leave compression out, its execution in
 * pom.xml leaves out the tag.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerConfigIT {
  private static final int PATIENCE_SECONDS = 10;
  private static final String USER = "u-ada";
  private static final String PASSWORD = "secret-of-the-tests";
  private static final String ROLE = "moderator";
  private static final String FOREIGN = "https://evil.example";

  private ServerKey key;
  private OpenIdProvider provider;
  private PostgresServer database;
  private GatewayServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    key = ServerKey.in(folder);
    Map<String, String> variables = new HashMap<>(key.environment());
    provider = new OpenIdProvider(key, USER, ROLE);
    variables.putAll(provider.environment());
    variables.putAll(Map.of("LOGIN_USER", USER, "LOGIN_PASSWORD", PASSWORD, "LOGIN_ROLE", ROLE));
    database = PostgresServer.start();
    server =
        GatewayServer.start(
            ServerOptions.defaults()
                .with(database.database())
                .complete(variables)
                .with("parley.identity.tokens.hs256-secret", SignedTokens.SECRET)
                .with("parley.identity.tokens.audience", SignedTokens.AUDIENCE)
                .with("parley.identity.container.enabled", "true"));
  }

  @AfterAll
  void stop() {
    server.close();
    database.close();
    provider.close();
  }

  /**
   * A browser: it trusts the server's certificate alone, keeps cookies and follows redirects; who
   * sits there knows the password.
   */
  private HttpClient browser() {
    return HttpClient.newBuilder()
        .sslContext(key.trusting())
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager())
        .authenticator(
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(USER, PASSWORD.toCharArray());
              }
            })
        .followRedirects(Redirect.ALWAYS)
        .build();
  }

  private HttpResponse<Void> get(HttpClient client, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.tlsUri().resolve(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.discarding());
  }

  /** The first frame that comes over wss after this one was sent by a page of the server's own. */
  private String answer(HttpClient client, String query, String frame) throws InterruptedException {
    BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    WebSocket socket = connecting(client, query, into(texts), "Origin", origin()).join();
    try {
      socket.sendText(frame, true).join();
      return String.valueOf(texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } finally {
      socket.abort();
    }
  }

  private CompletableFuture<WebSocket> connecting(
      HttpClient client, String query, WebSocket.Listener listener, String... headers) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder.buildAsync(URI.create(endpoint() + query), listener);
  }

  private URI endpoint() {
    return URI.create("wss://" + server.tlsUri().getAuthority() + "/parley/ws");
  }

  private static int refusal(CompletableFuture<WebSocket> connecting) {
    Throwable refused = catchThrowable(connecting::join);
    assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
    return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
  }

  private HttpResponse<String> askForATicket(HttpClient client, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.tlsUri().resolve("api/tickets"))
            .POST(BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String origin() {
    return "https://" + server.tlsUri().getAuthority();
  }

  private static WebSocket.Listener into(BlockingQueue<String> texts) {
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        texts.add(data.toString());
        from.request(1);
        return null;
      }
    };
  }

  @Test
  void aClientThatTrustsTheCertificateConnectsOverTls() throws Exception {
    assertThat(
            answer(
                browser(),
                "",
                "{\"type\":\"room:leave\",\"id\":\"1\",\"data\":{\"roomId\":\"lobby\"}}"))
        .contains("\"type\":\"error\"", "\"code\":\"unauthenticated\"");
  }

  @Test
  void whatIsSaidOverTlsStandsInPostgresql() {
    try (WireClient ann =
        WireClient.to(endpoint())
            .trusting(key.trusting())
            .bearer(SignedTokens.of("u-ann", "Ann"))
            .enter()) {
      Visitors.join(ann, "lobby");
      Visitors.say(ann, "lobby", "for good");
      assertThat(ann.event("chat:message").path("content").stringValue()).isEqualTo("for good");
    }
    assertThat(database.column("SELECT content FROM message WHERE room = 'lobby'"))
        .containsExactly("for good");
  }

  @Test
  void whoLogsInToTheServerComesInAsThatUser() throws Exception {
    HttpClient browser = browser();

    HttpResponse<Void> page = get(browser, "login");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.uri()).isEqualTo(server.tlsUri());
    assertThat(answer(browser, "", "{\"type\":\"ping\"}"))
        .contains("\"type\":\"welcome\"", "\"id\":\"u-ada\"", "\"roles\":[\"moderator\"]");
  }

  @Test
  void aLoginCountsForAllowedPagesOnly() throws Exception {
    HttpClient browser = browser();
    get(browser, "login");
    WebSocket.Listener nobody = new WebSocket.Listener() {};

    assertThat(refusal(connecting(browser, "", nobody, "Origin", FOREIGN))).isEqualTo(403);
    assertThat(refusal(connecting(browser, "", nobody))).isEqualTo(403);
    assertThat(askForATicket(browser, "Origin", FOREIGN).statusCode()).isEqualTo(403);
    assertThat(askForATicket(browser).statusCode()).isEqualTo(403);
  }

  @Test
  void aLoginGetsATicket() throws Exception {
    HttpClient browser = browser();
    get(browser, "login");

    HttpResponse<String> issued = askForATicket(browser, "Origin", origin());

    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    String ticket = issued.body().replaceFirst(".*\"ticket\":\"([^\"]*)\".*", "$1");
    assertThat(answer(browser(), "?ticket=" + ticket, "{\"type\":\"ping\"}"))
        .contains("\"type\":\"welcome\"", "\"id\":\"u-ada\"", "\"roles\":[\"moderator\"]");
    assertThat(askForATicket(browser(), "Origin", origin()).statusCode()).isEqualTo(401);
  }

  @Test
  @Tag("compression")
  void textIsCompressedForWhoTakesIt() throws Exception {
    assertThat(get(browser(), "client/parley.js", "Accept-Encoding", "gzip").headers().map())
        .containsEntry("Content-Encoding", List.of("gzip"));
    assertThat(get(browser(), "client/parley.js").headers().map())
        .doesNotContainKey("Content-Encoding");
  }

  @Test
  void aRequestMayNotHaveAnyNumberOfHeaders() throws Exception {
    String[] headers = new String[2 * 150];
    for (int i = 0; i < headers.length; i += 2) {
      headers[i] = "X-Header-" + i;
      headers[i + 1] = "1";
    }
    assertThat(get(browser(), "health/live", headers).statusCode()).isBetween(400, 431);
  }
}
