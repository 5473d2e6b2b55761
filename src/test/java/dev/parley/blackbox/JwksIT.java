package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.IdentityProvider;
import dev.parley.testkit.ServerOptions;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Tokens whose keys the identity provider publishes, while it rotates them, hangs and is away. */
class JwksIT {
  /** After this the gateway asks again for a key that it does not know. */
  private static final long PAUSE_MS = 300;

  private static IdentityProvider provider;
  private static GatewayServer server;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  @BeforeAll
  static void start() {
    provider = new IdentityProvider();
    server =
        GatewayServer.start(
            ServerOptions.guests()
                .with("parley.identity.tokens.jwks.uri", provider.jwksUri().toString())
                .with("parley.identity.tokens.jwks.refresh-every", "1h")
                .with("parley.identity.tokens.jwks.retry-pause", PAUSE_MS + "ms")
                .with("parley.identity.tokens.jwks.timeout", "4s")
                .with("parley.identity.tokens.audience", SignedTokens.AUDIENCE));
  }

  @AfterAll
  static void stop() {
    server.close();
    provider.close();
  }

  @BeforeEach
  void theProviderIsThere() {
    awaitEntry();
  }

  @AfterEach
  void theProviderIsBack() {
    provider.goOn();
    provider.answerKeys();
    provider.goAway();
    provider.comeBack();
  }

  @Test
  void aTokenOfThePublishedKeyLetsIn() {
    String ada = Visitors.unique("ada");
    WireClient byHeader =
        visitors.closing(visitors.handshake().bearer(provider.token(ada, "admin")).enter());
    assertThat(byHeader.userId()).isEqualTo(ada);
    WireClient byFrame = visitors.stranger();
    byFrame.ask("auth", Map.of("token", provider.token(ada)));
    assertThat(byFrame.userId()).isEqualTo(ada);
  }

  @Test
  void aNewKeyIsFoundAndTheOldOneIsForgotten() {
    String old = provider.token(Visitors.unique("old"));
    provider.rotate();
    awaitEntry();
    assertThatThrownBy(() -> visitors.handshake().bearer(old).open())
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
  }

  @Test
  void knownKeysServeWhileTheProviderIsAway() {
    provider.goAway();
    WireClient ada = visitors.stranger();
    ada.ask("auth", Map.of("token", provider.token(Visitors.unique("ada"))));

    provider.rotate();
    WireClient ben = visitors.stranger();
    JsonNode refusal = ben.refusal("auth", Map.of("token", provider.token("ben")));
    assertThat(refusal.path("code").stringValue()).isEqualTo("unavailable");
    assertThat(ben.event("goodbye").path("reason").stringValue()).isEqualTo("overload");
    assertThat(ben.awaitClose()).isEqualTo(new Closed(1013, "overload"));

    provider.comeBack();
    awaitEntry();
  }

  @Test
  void aHangingProviderHoldsNobodyUp() {
    WireClient ada = visitors.guest("Ada");
    String room = Visitors.unique("room");
    Visitors.join(ada, room);
    provider.rotate();
    provider.hang();
    awaitPause();
    List<WireClient> waiting = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      WireClient client =
          visitors.closing(
              visitors.handshake().bearer(provider.token(Visitors.unique("waiting"))).open());
      client.send("room:join", Map.of("roomId", room));
      waiting.add(client);
    }
    Visitors.say(ada, room, "served all the while");
    assertThat(visitors.guest("Ben").userId()).startsWith("guest-");
    assertThat(waiting).noneMatch(WireClient::isClosed);

    provider.goOn();
    for (WireClient client : waiting) {
      assertThat(client.welcomed().path("user").path("id").stringValue()).startsWith("waiting");
      assertThat(client.await(f -> f.path("type").asString().equals("ack"), "the join").path("id"))
          .isNotNull();
    }
  }

  @Test
  void aTokenThatIsFoundToProveNothingAfterTheUpgradeEndsTheConnection() {
    provider.hang();
    awaitPause();
    WireClient mallory =
        visitors.closing(
            visitors.handshake().bearer(provider.tokenWithKid("mallory", "made-up")).open());
    mallory.send("room:join", Map.of("roomId", Visitors.unique("room")));
    provider.goOn();
    JsonNode refusal = mallory.next();
    assertThat(refusal.path("type").stringValue()).isEqualTo("error");
    assertThat(refusal.path("data").path("code").stringValue()).isEqualTo("unauthenticated");
    assertThat(mallory.awaitClose()).isEqualTo(new Closed(1008, "invalid-token"));
  }

  /**
   * RFC 8725, section 2: swapped algorithms, keys and addresses of the attacker's, made-up names.
   */
  @Test
  void attackersTokensGetNoConnection() throws JOSEException {
    try (IdentityProvider evil = new IdentityProvider()) {
      JWTClaimsSet claims = IdentityProvider.claims("mallory").build();
      ECKey own = evil.publicKey();
      JWSHeader.Builder es256 = new JWSHeader.Builder(JWSAlgorithm.ES256);
      String kid = provider.publicKey().getKeyID();
      List<String> tokens =
          List.of(
              hs256(provider.publicKey().toJSONString(), kid, claims),
              hs256(provider.jwksUri().toString().repeat(2), kid, claims),
              SignedTokens.of("mallory", "Mallory", "admin"),
              SignedTokens.unsigned("mallory"),
              evil.signed(es256.keyID(kid).build(), claims),
              evil.signed(es256.jwk(own).build(), claims),
              evil.signed(es256.jwkURL(evil.jwksUri()).build(), claims),
              evil.signed(es256.x509CertURL(evil.jwksUri()).build(), claims),
              evil.signed(es256.keyID("../../../../../../etc/passwd").build(), claims),
              evil.signed(es256.keyID("' OR 1=1 --").build(), claims),
              evil.signed(es256.keyID(evil.jwksUri().toString()).build(), claims));
      for (String token : tokens) {
        WireClient mallory = visitors.stranger();
        assertThat(mallory.refusal("auth", Map.of("token", token)).path("code").stringValue())
            .isEqualTo("unauthenticated");
        assertThat(mallory.awaitClose()).isEqualTo(new Closed(1008, "invalid-token"));
      }
      assertThat(evil.asked()).isZero();
    }
  }

  private static String hs256(String secret, String kid, JWTClaimsSet claims) throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims);
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  @Test
  void whoAsksWithoutAnUpgradeIsToldToAskAgainUntilItIsKnown() throws Exception {
    provider.hang();
    awaitPause();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(server.baseUri().resolve("ws"))
            .header("Authorization", "Bearer " + provider.tokenWithKid("mallory", "made-up"))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"the token's key is being fetched, try again in a moment\"}");
    provider.goOn();
    await().until(() -> client.send(request, BodyHandlers.ofString()).statusCode() == 401);
  }

  /** Until the gateway has the present key, and so may ask again no sooner than after the pause. */
  private void awaitEntry() {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (WireClient client =
                  visitors.handshake().bearer(provider.token(Visitors.unique("probe"))).open()) {
                return client.next().path("type").asString().equals("welcome");
              }
            });
  }

  /** Until an unknown key would be asked for again. */
  private static void awaitPause() {
    long begun = System.nanoTime();
    await().until(() -> System.nanoTime() - begun > PAUSE_MS * 1_000_000);
  }
}
