package dev.parley.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.identity.Identity;
import dev.parley.identity.SharedSecrets;
import dev.parley.identity.TestRevocations;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.testkit.MovedClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GuestTokensTest {
  private static final String SECRET = "the secret of the guests, 32 bytes";
  private static final String PROVIDER_SECRET = "the secret of the provider, 32 bytes";
  private static final UserName ANN = new UserName("Ann");

  private final MovedClock clock = new MovedClock();
  private final Map<String, String> database = new HashMap<>();
  private final SharedSecrets shared =
      (name, proposed) -> {
        database.putIfAbsent(name, proposed);
        return database.get(name);
      };

  @Test
  void aGuestHasARandomIdAndTheRoleOfGuests() {
    GuestTokens guests = guests(true, SECRET);

    Identity ann = done(guests.admit(ANN));

    assertThat(guests.allowed()).isTrue();
    assertThat(ann.id().value()).matches("guest-[A-Za-z0-9_-]{16}");
    assertThat(ann.name()).isEqualTo(ANN);
    assertThat(ann.roles()).containsExactly("guest");
    assertThat(ann.expiresAt()).isNull();
    assertThat(done(guests.admit(ANN)).id()).isNotEqualTo(ann.id());
  }

  @Test
  void aGuestComesBackByItsToken() {
    GuestTokens guests = guests(true, SECRET);
    Identity ann = done(guests.admit(ANN));

    assertThat(done(verifier(guests).verify(guests.tokenFor(ann)))).isEqualTo(ann);
    assertThat(done(verifier(guests(true, SECRET)).verify(guests.tokenFor(ann)))).isEqualTo(ann);
  }

  @Test
  void aGuestTokenEndsWithItsTime() {
    GuestTokens guests = guests(true, SECRET);
    String token = guests.tokenFor(done(guests.admit(ANN)));
    JwtVerifier verifier = verifier(guests);

    clock.advance(Duration.ofDays(30).minusSeconds(1));
    assertThat(done(verifier.verify(token))).isNotNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(refusal(verifier.verify(token))).isEqualTo("the token has expired");
  }

  @Test
  void whereGuestsAreNotAllowedNoneEnters() {
    GuestTokens allowed = guests(true, SECRET);
    String token = allowed.tokenFor(done(allowed.admit(ANN)));
    GuestTokens closed = guests(false, SECRET);

    assertThat(closed.allowed()).isFalse();
    assertThat(refusal(closed.admit(ANN))).isEqualTo("guests are not allowed, a token is needed");
    assertThat(refusal(verifier(closed).verify(token)))
        .isEqualTo("guests are not allowed, a token of the identity provider is needed");
  }

  @Test
  void theGeneratedSecretIsKeptForAllNodes() {
    GuestTokens first = guests(true, "");
    GuestTokens second = guests(true, "");
    Identity ann = done(first.admit(ANN));

    assertThat(done(verifier(second).verify(first.tokenFor(ann)))).isEqualTo(ann);
    assertThat(database).containsOnlyKeys("guest-token-secret");
    assertThat(database.get("guest-token-secret")).hasSize(43);
  }

  @Test
  void theDatabaseIsAskedOnlyWhereTheSecretIsNeeded() {
    guests(false, "").load();
    guests(true, SECRET).load();
    assertThat(database).isEmpty();

    guests(true, "").load();
    assertThat(database).hasSize(1);
  }

  @Test
  void aTokenOfAnotherGatewayIsRefused() {
    GuestTokens other = guests(true, "another secret of the guests, 32 bytes");
    String token = other.tokenFor(done(other.admit(ANN)));

    assertThat(refusal(verifier(guests(true, SECRET)).verify(token)))
        .isEqualTo("the guest token's signature does not hold");
  }

  @Test
  void theProvidersSecretMakesNoGuest() {
    String token = guestToken("parley-guest", "guest-1", PROVIDER_SECRET);

    assertThat(refusal(verifier(guests(true, SECRET)).verify(token)))
        .isEqualTo("the guest token's signature does not hold");
  }

  @Test
  void theGuestsSecretMakesNoUser() {
    String claims =
        "{\"iss\":\"parley-guest\",\"sub\":\"ann\",\"exp\":" + clock.in(Duration.ofHours(1)) + "}";
    byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);

    for (String header : List.of("{\"alg\":\"HS256\"}", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) {
      assertThat(
              refusal(
                  verifier(guests(true, SECRET)).verify(HandMadeJwt.hs256(header, claims, secret))))
          .isEqualTo("the token's signature does not hold");
    }
    assertThat(
            refusal(
                verifier(guests(true, SECRET)).verify(guestToken("parley-guest", "ann", SECRET))))
        .isEqualTo("the guest token is none of this gateway's");
  }

  @Test
  void evenWithOneSecretForBothTheTwoStayApart() {
    GuestTokens guests = guests(true, PROVIDER_SECRET);
    byte[] secret = PROVIDER_SECRET.getBytes(StandardCharsets.UTF_8);
    String claims = "{\"sub\":\"guest-1\",\"exp\":" + clock.in(Duration.ofHours(1)) + "}";

    assertThat(
            refusal(
                verifier(guests)
                    .verify(guestToken("https://id.example", "guest-1", PROVIDER_SECRET))))
        .isEqualTo("the guest token is none of this gateway's");
    assertThat(
            refusal(
                verifier(guests).verify(HandMadeJwt.hs256("{\"alg\":\"HS256\"}", claims, secret))))
        .startsWith("the token's sub must be");
  }

  @Test
  void aGuestTokenWithoutExpiryOrSignatureIsRefused() {
    String header = "{\"alg\":\"HS256\",\"typ\":\"parley-guest+jwt\"}";
    String claims = "{\"iss\":\"parley-guest\",\"sub\":\"guest-1\",\"name\":\"Ann\"}";
    String none = "{\"alg\":\"none\",\"typ\":\"parley-guest+jwt\"}";
    JwtVerifier verifier = verifier(guests(true, SECRET));

    assertThat(
            refusal(
                verifier.verify(
                    HandMadeJwt.hs256(header, claims, SECRET.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo("the token never expires, it must have exp");
    assertThat(refusal(verifier.verify(HandMadeJwt.unsigned(none, claims))))
        .isEqualTo("the token is no signed JSON Web Token");
  }

  @Test
  void onlyGuestsGetGuestTokens() {
    GuestTokens guests = guests(true, SECRET);
    Identity user = new Identity(new UserId("ann"), ANN, Set.of(), Instant.MAX);
    Identity pretender = new Identity(new UserId("ann"), ANN, Set.of("guest"), null);

    assertThatThrownBy(() -> guests.tokenFor(user)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> guests.tokenFor(pretender))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String guestToken(String issuer, String sub, String secret) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"parley-guest+jwt\"}";
    String claims =
        "{\"iss\":\""
            + issuer
            + "\",\"sub\":\""
            + sub
            + "\",\"name\":\"Ann\",\"exp\":"
            + clock.in(Duration.ofHours(1))
            + "}";
    return HandMadeJwt.hs256(header, claims, secret.getBytes(StandardCharsets.UTF_8));
  }

  private GuestTokens guests(boolean enabled, String secret) {
    GuestSettings settings =
        new GuestSettings(enabled, Duration.ofDays(30), new HmacSecret(secret));
    return new GuestTokens(settings, shared, clock);
  }

  private JwtVerifier verifier(GuestTokens guests) {
    TokenSettings settings =
        new TokenSettings(
            new HmacSecret(PROVIDER_SECRET),
            "",
            TestJwks.at(""),
            "",
            "",
            Duration.ofSeconds(30),
            List.of(TokenAlgorithm.HS256),
            new ClaimNames("sub", "name", "roles", "", ""),
            8_192,
            Duration.ofSeconds(30),
            100);
    return new JwtVerifier(
        settings,
        new ProviderKeys(settings, Thread::new),
        guests,
        TestRevocations.none(clock),
        clock);
  }

  private static Identity done(CompletionStage<Outcome<Identity>> verified) {
    return done(verified.toCompletableFuture().join());
  }

  private static Identity done(Outcome<Identity> outcome) {
    return outcome.fold(
        identity -> identity,
        detail -> {
          throw new AssertionError(detail.message());
        });
  }

  private static String refusal(CompletionStage<Outcome<Identity>> verified) {
    return refusal(verified.toCompletableFuture().join());
  }

  private static String refusal(Outcome<Identity> outcome) {
    return outcome.fold(
        identity -> {
          throw new AssertionError("was accepted as " + identity);
        },
        detail -> {
          assertThat(detail.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
          return detail.message();
        });
  }
}
