package dev.parley.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.identity.Identity;
import dev.parley.identity.TestRevocations;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.testkit.IdentityProvider;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens against the keys that a real provider on this machine publishes. */
class ProviderKeysTest {
  private static final String UNKNOWN = "the token's key (kid) is none of the identity provider's";
  private static final String AWAY =
      "the identity provider's keys cannot be had now, try again later";

  private final IdentityProvider provider = new IdentityProvider();
  private final AtomicLong nanos = new AtomicLong();
  private ProviderKeys keys;
  private JwtVerifier verifier;

  @AfterEach
  void stop() {
    keys.stop();
    provider.close();
  }

  @Test
  void takesTokensOfThePublishedKey() {
    start();
    assertThat(accepted(provider.token("ann", "admin")).roles()).containsExactly("admin");
    assertThat(accepted(provider.tokenWithKid("bob", null)).id().value()).isEqualTo("bob");
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void doesNotHoldTheCallerWhileItFetches() {
    provider.hang();
    prepare(settings());
    CompletableFuture<Outcome<Identity>> verified = verify(provider.token("ann"));
    assertThat(verified).isNotDone();
    provider.goOn();
    assertThat(verified.join()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void fetchesAKeyThatIsNotKnownYet() {
    start();
    accepted(provider.token("ann"));
    String old = provider.token("old");
    provider.rotate();
    pass(Duration.ofSeconds(10));
    assertThat(accepted(provider.token("ann")).id().value()).isEqualTo("ann");
    assertThat(provider.asked()).isEqualTo(2);
    assertThat(refusal(old)).isEqualTo(UNKNOWN);
  }

  @Test
  void asksNoMoreThanOnceInThePauseWhateverTokensName() {
    start();
    for (int i = 0; i < 100; i++) {
      assertThat(refusal(provider.tokenWithKid("mallory", "made-up-" + i))).isEqualTo(UNKNOWN);
    }
    assertThat(provider.asked()).isEqualTo(1);
    pass(Duration.ofSeconds(10));
    refusal(provider.tokenWithKid("mallory", "made-up"));
    refusal(provider.tokenWithKid("mallory", "made-up-too"));
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void asksOnceForAllWhoWait() {
    provider.hang();
    prepare(settings());
    List<CompletableFuture<Outcome<Identity>>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(verify(provider.token("user-" + i)));
    }
    provider.goOn();
    assertThat(all).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Outcome.Done.class));
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void refusesWhoeverIsOneTooManyToWait() {
    provider.hang();
    prepare(
        new JwksSettings(
            provider.jwksUri().toString(),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofHours(4),
            Duration.ofSeconds(20),
            16_384,
            2));
    CompletableFuture<Outcome<Identity>> ann = verify(provider.token("ann"));
    CompletableFuture<Outcome<Identity>> ben = verify(provider.token("ben"));
    assertThat(unavailable(provider.token("one-too-many")))
        .isEqualTo("too many tokens wait for the identity provider's keys");
    provider.goOn();
    assertThat(List.of(ann, ben))
        .allSatisfy(one -> assertThat(one.join()).isInstanceOf(Outcome.Done.class));

    provider.rotate();
    provider.hang();
    pass(Duration.ofSeconds(10));
    CompletableFuture<Outcome<Identity>> later = verify(provider.token("later"));
    assertThat(later).isNotDone(); // the two wait no more
    provider.goOn();
    assertThat(later.join()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void keepsTheKeysWhileTheProviderIsAway() {
    start();
    provider.goAway();
    pass(Duration.ofMinutes(5).plus(Duration.ofHours(4)));
    assertThat(accepted(provider.token("ann"))).isNotNull();
    pass(Duration.ofSeconds(1));
    assertThat(unavailable(provider.token("ben"))).isEqualTo(AWAY);

    provider.comeBack();
    pass(Duration.ofSeconds(10));
    assertThat(accepted(provider.token("ben"))).isNotNull();
  }

  @Test
  void doesNotKnowWhetherAKeyIsGoodWhileTheProviderIsAway() {
    start();
    provider.goAway();
    provider.rotate();
    pass(Duration.ofSeconds(10));
    assertThat(unavailable(provider.token("ann"))).isEqualTo(AWAY);
    provider.comeBack();
    assertThat(unavailable(provider.token("ann"))).isEqualTo(AWAY); // the pause is not over
    pass(Duration.ofSeconds(10));
    assertThat(accepted(provider.token("ann"))).isNotNull();
  }

  @Test
  void startsWithoutTheProviderAndFindsItByItself() {
    provider.goAway();
    prepare(
        new JwksSettings(
            provider.jwksUri().toString(),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ZERO,
            Duration.ofMillis(500),
            16_384,
            50));
    keys.start();
    assertThat(unavailable(provider.token("ann"))).isEqualTo(AWAY);
    provider.comeBack();
    await().until(() -> provider.asked() > 0);
    await().until(() -> verify(provider.token("ann")).join() instanceof Outcome.Done);
  }

  @Test
  void waitsForAHangingProviderNoLongerThanTheTimeout() {
    provider.hang();
    prepare(settings());
    long began = System.nanoTime();
    assertThat(unavailable(provider.token("ann"))).isEqualTo(AWAY);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(450), Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[{}]}"})
  void keepsTheKeysWhereTheAnswerHoldsNone(String answer) {
    start();
    provider.answer(answer);
    pass(Duration.ofSeconds(10));
    assertThat(unavailable(provider.tokenWithKid("mallory", "made-up"))).isEqualTo(AWAY);
    assertThat(accepted(provider.token("ann"))).isNotNull();
  }

  @Test
  void readsNoMoreThanTheBoundOfAnAnswer() {
    provider.answer("{\"x\":\"" + "y".repeat(20_000) + "\",\"keys\":[]}");
    start();
    assertThat(unavailable(provider.token("ann"))).isEqualTo(AWAY);
  }

  @Test
  void aKeyOrAddressInTheHeaderIsNotUsed() throws JOSEException {
    start();
    KeyPair mine = HandMadeJwt.ec("secp256r1");
    try (IdentityProvider evil = new IdentityProvider()) {
      ECKey own = new ECKey.Builder(Curve.P_256, (ECPublicKey) mine.getPublic()).build();
      JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key-1");
      for (JWSHeader chosen :
          List.of(
              header.jwkURL(evil.jwksUri()).build(),
              header.x509CertURL(URI.create(evil.jwksUri() + "?x5u")).build(),
              header.jwk(own).build())) {
        String token = evil.signed(chosen, IdentityProvider.claims("mallory").build());
        assertThat(refusal(token)).isEqualTo("the token's signature does not hold");
      }
      assertThat(evil.asked()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "key-1\u0000",
        "' OR '1'='1",
        "http://evil.example/",
        ""
      })
  void aKeysNameIsOnlyLookedUp(String kid) {
    start();
    assertThat(refusal(provider.tokenWithKid("mallory", kid))).isEqualTo(UNKNOWN);
  }

  @Test
  void aPublishedKeyIsNoSecret() throws JOSEException {
    start();
    String jwks = provider.jwksUri().toString();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(),
            IdentityProvider.claims("mallory").build());
    token.sign(new MACSigner((jwks + jwks).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(refusal(token.serialize()))
        .isEqualTo("the token's alg is not accepted, it must be one of ES256, RS256");
  }

  private void start() {
    prepare(settings());
    verify(provider.token("first")).join();
  }

  private void prepare(JwksSettings jwks) {
    TokenSettings settings =
        new TokenSettings(
            HmacSecret.NONE,
            "",
            jwks,
            "",
            "",
            Duration.ZERO,
            List.of(TokenAlgorithm.values()),
            new ClaimNames("sub", "name", "roles", "", ""),
            8_192,
            Duration.ZERO,
            0);
    Clock clock = Clock.systemUTC();
    keys = new ProviderKeys(settings, Thread::new, nanos::get);
    GuestSettings off = new GuestSettings(false, Duration.ofDays(1), HmacSecret.NONE);
    GuestTokens noGuests = new GuestTokens(off, (name, proposed) -> proposed, clock);
    verifier = new JwtVerifier(settings, keys, noGuests, TestRevocations.none(clock), clock);
  }

  private JwksSettings settings() {
    return TestJwks.at(provider.jwksUri().toString());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private CompletableFuture<Outcome<Identity>> verify(String token) {
    return verifier.verify(token).toCompletableFuture();
  }

  private Identity accepted(String token) {
    return verify(token)
        .join()
        .fold(
            identity -> identity,
            detail -> {
              throw new AssertionError(detail.message());
            });
  }

  private String refusal(String token) {
    return refusal(token, ErrorCode.UNAUTHENTICATED);
  }

  private String unavailable(String token) {
    return refusal(token, ErrorCode.UNAVAILABLE);
  }

  private String refusal(String token, ErrorCode code) {
    return verify(token)
        .join()
        .fold(
            identity -> {
              throw new AssertionError("was accepted as " + identity);
            },
            detail -> {
              assertThat(detail.code()).isEqualTo(code);
              return detail.message();
            });
  }
}
