package dev.parley.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider at {@code https://localhost} where one user has logged in already: whoever is
 * sent there comes back at once with a code. OpenID Connect Core 1.0, section 3.1 (authorization
 * code), and Discovery 1.0; one client, with a secret; RS256. It ends with {@link #close}.
 */
public final class OpenIdProvider implements AutoCloseable {
  private static final String CLIENT = "parley";
  private static final String SECRET = "secret-of-the-client";
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String subject;
  private final List<String> roles;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final RSAKey key;

  /** The query of the request that each code answers. */
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  /** One whose certificate is this, and whose user is in these roles (the claim {@code roles}). */
  public OpenIdProvider(ServerKey certificate, String subject, String... roles) {
    this.subject = subject;
    this.roles = List.of(roles);
    try {
      key = new RSAKeyGenerator(2048).keyID("oidc").keyUse(KeyUse.SIGNATURE).generate();
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException e) {
      throw new IllegalStateException("no key could be made", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
    server.setExecutor(threads);
    server.createContext("/.well-known/openid-configuration", each -> json(each, metadata()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/keys", each -> json(each, new JWKSet(key).toJSONObject(true)));
    server.start();
  }

  /** What the files of {@code server-config} read. */
  public Map<String, String> environment() {
    return Map.of(
        "OIDC_PROVIDER", issuer(), "OIDC_CLIENT_ID", CLIENT, "OIDC_CLIENT_SECRET", SECRET);
  }

  private String issuer() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  private Map<String, Object> metadata() {
    return Map.of(
        "issuer", issuer(),
        "authorization_endpoint", issuer() + "/authorize",
        "token_endpoint", issuer() + "/token",
        "jwks_uri", issuer() + "/keys",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"),
        "scopes_supported", List.of("openid", "profile"),
        "token_endpoint_auth_methods_supported",
            List.of("client_secret_basic", "client_secret_post"));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
    if (!CLIENT.equals(asked.get("client_id")) || !"code".equals(asked.get("response_type"))) {
      answer(exchange, 400, "not a request of the client");
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    String back = asked.get("redirect_uri");
    String location =
        back
            + (back.contains("?") ? "&" : "?")
            + "code="
            + code
            + "&state="
            + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> given = parameters(body);
    Map<String, String> asked = codes.remove(given.getOrDefault("code", ""));
    boolean meant =
        asked != null
            && proven(exchange, given)
            && asked.get("redirect_uri").equals(given.get("redirect_uri"));
    if (!meant) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    json(
        exchange,
        Map.of(
            "access_token", signed(claims().claim("typ", "Bearer").build()),
            "id_token", signed(claims().claim("nonce", asked.get("nonce")).build()),
            "token_type", "Bearer",
            "scope", "openid profile",
            "expires_in", LIFETIME.toSeconds()));
  }

  /** Whether the client has said its secret, by Basic or in the form. */
  private static boolean proven(HttpExchange exchange, Map<String, String> given) {
    String basic =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    return ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || SECRET.equals(given.get("client_secret"));
  }

  private JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject(subject)
        .audience(CLIENT)
        .claim("roles", roles)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFETIME)));
  }

  private String signed(JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("no token could be made", e);
    }
  }

  private static Map<String, String> parameters(@Nullable String text) {
    return Arrays.stream((text == null ? "" : text).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void json(HttpExchange exchange, Map<String, ?> value) throws IOException {
    answer(exchange, 200, JSON.writeValueAsString(value));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
