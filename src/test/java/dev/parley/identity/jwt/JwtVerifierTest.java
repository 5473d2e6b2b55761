package dev.parley.identity.jwt;

import static dev.parley.identity.jwt.HandMadeJwt.es256;
import static dev.parley.identity.jwt.HandMadeJwt.hs256;
import static dev.parley.identity.jwt.HandMadeJwt.rs256;
import static dev.parley.identity.jwt.HandMadeJwt.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.parley.identity.Identity;
import dev.parley.identity.Revocations;
import dev.parley.identity.TestRevocations;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.testkit.MovedClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private static final KeyPair RSA = HandMadeJwt.rsa(2_048);
  private static final KeyPair OTHER_RSA = HandMadeJwt.rsa(2_048);
  private static final KeyPair EC = HandMadeJwt.ec("secp256r1");
  private static final KeyPair OTHER_EC = HandMadeJwt.ec("secp256r1");
  private static final String SECRET = "a secret of more than thirty-two bytes";
  private static final byte[] SECRET_BYTES = SECRET.getBytes(StandardCharsets.UTF_8);
  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private final MovedClock clock = new MovedClock();
  private final AtomicLong nanos = new AtomicLong();

  private String secret = SECRET;
  private String publicKey = "";
  private String issuer = "";
  private String audience = "";
  private List<TokenAlgorithm> algorithms = List.of(TokenAlgorithm.values());
  private ClaimNames names = new ClaimNames("sub", "name", "roles", "", "");
  private Duration cacheTtl = Duration.ZERO;

  @Test
  void takesHs256WithTheSecret() {
    Identity ann =
        accepted(hs256(HS256, claims("\"name\":\"Ann\",\"roles\":[\"moderator\"]"), SECRET_BYTES));

    assertThat(ann)
        .isEqualTo(
            new Identity(
                new UserId("ann"),
                ann.name(),
                Set.of("moderator"),
                Instant.parse("2030-01-01T01:00:30Z")));
    assertThat(ann.name().value()).isEqualTo("Ann");
  }

  @Test
  void takesRs256AndEs256WithThePublicKey() {
    publicKey = HandMadeJwt.pem(RSA);
    assertThat(accepted(rs256("{\"alg\":\"RS256\"}", claims(""), RSA)).id().value())
        .isEqualTo("ann");

    publicKey = HandMadeJwt.pem(EC);
    assertThat(
            accepted(es256("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", claims(""), EC)).id().value())
        .isEqualTo("ann");
  }

  @Test
  void theTenantIsAClaimWhereOneIsConfigured() {
    String token = hs256(HS256, claims("\"org\":{\"id\":\"acme\"}"), SECRET_BYTES);
    assertThat(accepted(token).tenant()).isEqualTo(Tenant.NONE);

    names = new ClaimNames("sub", "name", "roles", "", "org.id");
    assertThat(accepted(token).tenant()).isEqualTo(new Tenant("acme"));
    assertThat(accepted(token).id()).isNotEqualTo(new UserId("ann"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"org\":\"\"",
        "\"org\":\"a!b\"",
        "\"org\":\"a b\"",
        "\"org\":7",
        "\"org\":[\"acme\"]",
        "\"org\":null"
      })
  void aTokenWithoutATenantIsRefusedWhereOneIsConfigured(String claim) {
    names = new ClaimNames("sub", "name", "roles", "", "org");
    assertThat(refusal(hs256(HS256, claims(claim), SECRET_BYTES)))
        .isEqualTo("the token's org must be 1–64 of letters, digits and . _ -");
  }

  /** RFC 7515, appendix A.3. */
  @Test
  void takesTheExampleOfTheSpecification() {
    secret = "";
    publicKey =
        """
        {"kty":"EC", "crv":"P-256", "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
         "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
        """;
    names = new ClaimNames("iss", "name", "roles", "", "");
    String token =
        "eyJhbGciOiJFUzI1NiJ9."
            + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
            + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    Clock then = Clock.fixed(Instant.ofEpochSecond(1_300_819_379), ZoneOffset.UTC);
    Outcome<Identity> outcome = verifier(then).verify(token).toCompletableFuture().join();

    assertThat(outcome.fold(identity -> identity.id().value(), Object::toString)).isEqualTo("joe");
    assertThat(refusal(token)).isEqualTo("the token has expired");
  }

  @Test
  void refusesAForgedSignature() {
    String token = hs256(HS256, claims(""), SECRET_BYTES);
    String foreign =
        hs256(
            HS256,
            claims(""),
            "another secret of thirty-two bytes or more".getBytes(StandardCharsets.UTF_8));
    String richer =
        token.split("\\.")[0]
            + "."
            + HandMadeJwt.encode(claims("\"roles\":[\"admin\"]"))
            + "."
            + token.split("\\.")[2];

    assertThat(refusal(foreign)).isEqualTo("the token's signature does not hold");
    assertThat(refusal(richer)).isEqualTo("the token's signature does not hold");
    assertThat(refusal(token.substring(0, token.lastIndexOf('.') + 1)))
        .isEqualTo("the token is no signed JSON Web Token");

    publicKey = HandMadeJwt.pem(RSA);
    assertThat(refusal(rs256("{\"alg\":\"RS256\"}", claims(""), OTHER_RSA)))
        .isEqualTo("the token's signature does not hold");
    publicKey = HandMadeJwt.pem(EC);
    assertThat(refusal(es256("{\"alg\":\"ES256\"}", claims(""), OTHER_EC)))
        .isEqualTo("the token's signature does not hold");
  }

  /** CVE-2022-21449: a signature of zeros, which some libraries took for any message. */
  @Test
  void refusesASignatureOfZeros() {
    publicKey = HandMadeJwt.pem(EC);
    String input = HandMadeJwt.encode("{\"alg\":\"ES256\"}") + "." + HandMadeJwt.encode(claims(""));

    assertThat(refusal(input + "." + "A".repeat(86)))
        .isEqualTo("the token's signature does not hold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
  void refusesAlgNone(String none) {
    String header = "{\"alg\":\"" + none + "\"}";
    String signature = hs256(HS256, claims(""), SECRET_BYTES).split("\\.")[2];

    assertThat(refusal(unsigned(header, claims("")))).startsWith("the token");
    assertThat(refusal(unsigned(header, claims("")) + signature)).startsWith("the token");
  }

  @Test
  void refusesThePublicKeyAsASecret() {
    publicKey = HandMadeJwt.pem(RSA);
    byte[] pem = publicKey.getBytes(StandardCharsets.UTF_8);

    for (String own : List.of("", SECRET)) {
      secret = own;
      assertThat(refusal(hs256(HS256, claims(""), pem))).startsWith("the token's ");
      assertThat(
              refusal(hs256(HS256, claims(""), publicKey.strip().getBytes(StandardCharsets.UTF_8))))
          .startsWith("the token's ");
      assertThat(refusal(hs256(HS256, claims(""), RSA.getPublic().getEncoded())))
          .startsWith("the token's ");
    }
  }

  @Test
  void refusesAnAlgorithmWithoutAKeyOfItsKind() {
    publicKey = HandMadeJwt.pem(EC);
    assertThat(refusal(rs256("{\"alg\":\"RS256\"}", claims(""), RSA)))
        .isEqualTo("the token's alg is not accepted, it must be one of ES256, HS256");
    assertThat(refusal(rs256("{\"alg\":\"ES256\"}", claims(""), RSA)))
        .isEqualTo("the token's signature does not hold");

    publicKey = HandMadeJwt.pem(RSA);
    assertThat(refusal(es256("{\"alg\":\"RS256\"}", claims(""), EC)))
        .isEqualTo("the token's signature does not hold");
  }

  @Test
  void refusesAnAlgorithmThatIsNotOnTheListThoughItsKeyIs() {
    publicKey = HandMadeJwt.pem(RSA);
    algorithms = List.of(TokenAlgorithm.RS256);

    assertThat(refusal(hs256(HS256, claims(""), SECRET_BYTES)))
        .isEqualTo("the token's alg is not accepted, it must be one of RS256");
    assertThat(accepted(rs256("{\"alg\":\"RS256\"}", claims(""), RSA))).isNotNull();
  }

  @Test
  void refusesLongerHashesOfTheSameSecret() {
    secret = SECRET.repeat(2);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);

    assertThat(refusal(HandMadeJwt.hmac("HmacSHA512", "{\"alg\":\"HS512\"}", claims(""), bytes)))
        .isEqualTo("the token's alg is not accepted, it must be one of HS256");
  }

  @Test
  void refusesEveryTokenWhereThereIsNoKey() {
    secret = "";

    assertThat(refusal(hs256(HS256, claims(""), SECRET_BYTES)))
        .isEqualTo("no token is accepted, the server has no key to check one with");
    assertThat(refusal(hs256(HS256, claims(""), new byte[] {0})))
        .startsWith("no token is accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kid\":\"../../../../dev/null\"",
        "\"kid\":\"' OR 1=1 --\"",
        "\"jku\":\"https://evil.example/keys\"",
        "\"x5u\":\"file:///etc/passwd\""
      })
  void nothingInTheHeaderChoosesTheKey(String parameter) {
    String header = "{\"alg\":\"HS256\"," + parameter + "}";

    assertThat(refusal(hs256(header, claims(""), new byte[32])))
        .isEqualTo("the token's signature does not hold");
    assertThat(accepted(hs256(header, claims(""), SECRET_BYTES)).id().value()).isEqualTo("ann");
  }

  @Test
  void aKeyInTheHeaderIsNotUsed() {
    publicKey = HandMadeJwt.pem(EC);
    String jwk =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) OTHER_EC.getPublic()).build().toJSONString();

    assertThat(refusal(es256("{\"alg\":\"ES256\",\"jwk\":" + jwk + "}", claims(""), OTHER_EC)))
        .isEqualTo("the token's signature does not hold");
  }

  @Test
  void refusesCriticalExtensions() {
    assertThat(
            refusal(
                hs256(
                    "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":true}",
                    claims(""),
                    SECRET_BYTES)))
        .isEqualTo("the token has critical extensions (crit), none is known here");
  }

  @Test
  void takesTheTypesOfAccessAndIdentityTokensOnly() {
    assertThat(accepted(hs256("{\"alg\":\"HS256\",\"typ\":\"jwt\"}", claims(""), SECRET_BYTES)))
        .isNotNull();
    assertThat(
            accepted(
                hs256(
                    "{\"alg\":\"HS256\",\"typ\":\"application/at+jwt\"}",
                    claims(""),
                    SECRET_BYTES)))
        .isNotNull();
    assertThat(
            refusal(hs256("{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}", claims(""), SECRET_BYTES)))
        .isEqualTo("the token's typ must be JWT, at+jwt or missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -29 |      |
          -31 |      | the token has expired
          60  | 29   |
          60  | 31   | the token is not valid yet
              |      | the token never expires, it must have exp
          """)
  void countsFromNbfToExpWithTheSkew(Long exp, Long nbf, String refusal) {
    String lifetime =
        (exp == null ? "" : ",\"exp\":" + clock.in(Duration.ofSeconds(exp)))
            + (nbf == null ? "" : ",\"nbf\":" + clock.in(Duration.ofSeconds(nbf)));
    String token = hs256(HS256, "{\"sub\":\"ann\"" + lifetime + "}", SECRET_BYTES);

    if (refusal == null) {
      assertThat(accepted(token).id().value()).isEqualTo("ann");
    } else {
      assertThat(refusal(token)).isEqualTo(refusal);
    }
  }

  @Test
  void refusesATokenOfTheTimeToCome() {
    assertThat(
            accepted(
                    hs256(
                        HS256, claims("\"iat\":" + clock.in(Duration.ofSeconds(30))), SECRET_BYTES))
                .issuedAt())
        .isEqualTo(Instant.parse("2030-01-01T00:00:30Z"));
    assertThat(
            refusal(
                hs256(HS256, claims("\"iat\":" + clock.in(Duration.ofSeconds(31))), SECRET_BYTES)))
        .isEqualTo("the token was issued in the time to come");
  }

  @Test
  void aRevokedTokenIsRefusedThoughItIsRemembered() {
    cacheTtl = Duration.ofMinutes(5);
    Revocations revocations = TestRevocations.none(clock);
    TokenSettings settings = settings();
    JwtVerifier verifier =
        new JwtVerifier(
            settings,
            new ProviderKeys(settings, Thread::new),
            noGuests(clock),
            revocations,
            clock,
            nanos::get);
    String token =
        hs256(HS256, claims("\"iat\":" + clock.in(Duration.ofSeconds(-1))), SECRET_BYTES);
    String undated = hs256(HS256, claims(""), SECRET_BYTES);
    assertThat(now(verifier, token)).isInstanceOf(Outcome.Done.class);
    assertThat(now(verifier, undated)).isInstanceOf(Outcome.Done.class);

    revocations.take(new UserId("ann"), new UserId("boss"), null);

    assertThat(refusal(now(verifier, token))).isEqualTo("the token was revoked");
    assertThat(refusal(now(verifier, undated))).isEqualTo("the token was revoked");
    clock.advance(Duration.ofSeconds(1));
    String fresh = hs256(HS256, claims("\"iat\":" + clock.in(Duration.ZERO)), SECRET_BYTES);
    assertThat(now(verifier, fresh)).isInstanceOf(Outcome.Done.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"soon\"", "{}", "[1]", "null", "-1", "0", "1e400", "9223372036854775807", "NaN"})
  void refusesAnExpThatIsNoTimeToCome(String exp) {
    assertThat(refusal(hs256(HS256, "{\"sub\":\"ann\",\"exp\":" + exp + "}", SECRET_BYTES)))
        .startsWith("the token ");
  }

  @Test
  void checksTheIssuerWhereOneIsConfigured() {
    issuer = "https://id.example";

    assertThat(accepted(hs256(HS256, claims("\"iss\":\"https://id.example\""), SECRET_BYTES)))
        .isNotNull();
    for (String other : List.of("\"iss\":\"https://id.example/\"", "\"iss\":\"\"", "\"x\":1")) {
      assertThat(refusal(hs256(HS256, claims(other), SECRET_BYTES)))
          .isEqualTo("the token is of another issuer");
    }
  }

  @Test
  void checksTheAudienceWhereOneIsConfigured() {
    audience = "parley";

    assertThat(accepted(hs256(HS256, claims("\"aud\":\"parley\""), SECRET_BYTES))).isNotNull();
    assertThat(accepted(hs256(HS256, claims("\"aud\":[\"shop\",\"parley\"]"), SECRET_BYTES)))
        .isNotNull();
    for (String other :
        List.of("\"aud\":\"shop\"", "\"aud\":[\"parleys\"]", "\"aud\":[]", "\"x\":1")) {
      assertThat(refusal(hs256(HS256, claims(other), SECRET_BYTES)))
          .isEqualTo("the token is meant for another audience");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\":1",
        "\"sub\":\"\"",
        "\"sub\":\"a\\nb\"",
        "\"sub\":\"guest-1\"",
        "\"sub\":\"service:x\""
      })
  void refusesATokenWithoutAUserId(String sub) {
    String token =
        hs256(HS256, "{\"exp\":" + clock.in(Duration.ofHours(1)) + "," + sub + "}", SECRET_BYTES);

    assertThat(refusal(token))
        .isEqualTo(
            "the token's sub must be 1–128 printable characters and not begin with guest-, service: or"
                + " account:");
  }

  @Test
  void refusesAUserIdThatIsTooLong() {
    String token =
        hs256(
            HS256,
            "{\"exp\":" + clock.in(Duration.ofHours(1)) + ",\"sub\":\"" + "x".repeat(129) + "\"}",
            SECRET_BYTES);

    assertThat(refusal(token)).startsWith("the token's sub must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "x":1                 | ann
          "name":""             | ann
          "name":"  "           | ann
          "name":7              | ann
          "name":" Ann\\n Lee " | Ann Lee
          "name":"\\u0007"      | ann
          "name":"\\u202eevil"  | evil
          "name":"\\u200b\\u2060" | ann
          "name":" \\u3164 "    | ann
          """)
  void theNameIsMadeToFitAndFallsBackToTheId(String name, String expected) {
    assertThat(accepted(hs256(HS256, claims(name), SECRET_BYTES)).name().value())
        .isEqualTo(expected);
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    Identity ann =
        accepted(
            hs256(HS256, claims("\"name\":\"" + "x".repeat(63) + "\ud83d\ude00y\""), SECRET_BYTES));

    assertThat(ann.name().value()).isEqualTo("x".repeat(63));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "x":1                                  | ''
          "roles":null                           | ''
          "roles":""                             | ''
          "roles":[]                             | ''
          "roles":"admin"                        | admin
          "roles":" admin  moderator "           | admin,moderator
          "roles":["admin","moderator","admin"]  | admin,moderator
          "roles":["admin","guest"," guest "]    | admin
          "roles":"guest admin"                  | admin
          """)
  void rolesAreAListOrATextAndNeverGuest(String roles, String expected) {
    Set<String> wanted =
        expected.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(expected.split(",")));

    Identity ann = accepted(hs256(HS256, claims(roles), SECRET_BYTES));

    assertThat(ann.roles()).isEqualTo(wanted);
    assertThat(ann.isGuest()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"roles\":7",
        "\"roles\":[1]",
        "\"roles\":{\"a\":true}",
        "\"roles\":[\"a\",null]"
      })
  void refusesRolesOfAnotherForm(String roles) {
    assertThat(refusal(hs256(HS256, claims(roles), SECRET_BYTES)))
        .isEqualTo("the token's roles must be a list of texts or one text");
  }

  @Test
  void claimsMayBeNamedAndNested() {
    names = new ClaimNames("email", "profile.name", "realm_access.roles", "", "");
    String claims =
        claims(
            "\"email\":\"ann@a.example\",\"profile\":{\"name\":\"Ann\"},\"realm_access\":{\"roles\":[\"admin\"]}");

    Identity ann = accepted(hs256(HS256, claims, SECRET_BYTES));

    assertThat(ann.id().value()).isEqualTo("ann@a.example");
    assertThat(ann.name().value()).isEqualTo("Ann");
    assertThat(ann.roles()).containsExactly("admin");
  }

  @Test
  void aClaimWithDotsInItsNameComesFirst() {
    names = new ClaimNames("sub", "name", "https://a.example/roles", "", "");

    assertThat(
            accepted(hs256(HS256, claims("\"https://a.example/roles\":[\"admin\"]"), SECRET_BYTES))
                .roles())
        .containsExactly("admin");
  }

  @Test
  void refusesATokenThatIsTooLongUnread() {
    String token = hs256(HS256, claims("\"x\":\"" + "y".repeat(8_192) + "\""), SECRET_BYTES);

    assertThat(refusal(token)).isEqualTo("the token is longer than 8192 bytes");
    assertThat(refusal("x".repeat(8_193))).isEqualTo("the token is longer than 8192 bytes");
    assertThat(refusal("x".repeat(8_192))).isEqualTo("the token is no signed JSON Web Token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "...",
        "a.b.c",
        "null",
        "{}",
        "\u0000",
        "eyJhbGciOiJIUzI1NiJ9..",
        "eyJhbGciOiJIUzI1NiJ9.e30",
        "ä.ö.ü",
        "a.b.c.d.e",
        "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"
      })
  void refusesGarbage(String garbage) {
    assertThat(refusal(garbage)).startsWith("the token ");
  }

  @Test
  void refusesDuplicateKeysInTheHeader() {
    assertThat(refusal(hs256("{\"alg\":\"RS256\",\"alg\":\"HS256\"}", claims(""), SECRET_BYTES)))
        .isEqualTo("the token is no signed JSON Web Token");
  }

  @Test
  void deepNestingDoesNoHarm() {
    String deep = "[".repeat(2_500) + "]".repeat(2_500);
    String header = "{\"alg\":\"HS256\",\"x\":" + deep + "}";

    assertThat(refusal(hs256(header, claims(""), new byte[32]))).startsWith("the token");
    assertThat(refusal(hs256(HS256, claims("\"roles\":" + deep), SECRET_BYTES)))
        .startsWith("the token");
  }

  @Test
  void claimsThatAreNoObjectAreRefused() {
    for (String claims :
        List.of("[]", "7", "", "{", "{\"sub\":\"ann\",\"sub\":\"bob\",\"exp\":9999999999}")) {
      assertThat(refusal(hs256(HS256, claims, SECRET_BYTES))).startsWith("the token ");
    }
  }

  @Test
  void anySingleChangeToATokenIsRefusedAndNothingIsThrown() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String token = hs256(HS256, claims(""), SECRET_BYTES);
    JwtVerifier verifier = verifier();
    for (int i = 0; i < 2_000; i++) {
      char[] changed = token.toCharArray();
      int at = random.nextInt(changed.length - 1); // the last character's low bits are padding
      changed[at] = (char) (changed[at] ^ (1 << random.nextInt(8)));
      Outcome<Identity> outcome = now(verifier, new String(changed));
      assertThat(outcome).as("seed %d, change %d", seed, i).isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Test
  void noRefusalRepeatsTheToken() {
    String token =
        hs256(
            HS256,
            claims("\"iss\":\"s3same\",\"aud\":\"s3same\",\"roles\":{\"s3same\":1}"),
            SECRET_BYTES);

    assertThat(refusal(token)).doesNotContain("s3same");
    issuer = "https://id.example";
    assertThat(refusal(token)).doesNotContain("s3same");
    issuer = "";
    audience = "parley";
    assertThat(refusal(token)).doesNotContain("s3same");
    assertThat(refusal("s3same.s3same.s3same")).doesNotContain("s3same");
  }

  @Test
  void aCheckedTokenIsRememberedButNeverPastItsExpiry() {
    cacheTtl = Duration.ofMinutes(5);
    JwtVerifier verifier = verifier();
    String token =
        hs256(
            HS256,
            "{\"sub\":\"ann\",\"exp\":" + clock.in(Duration.ofSeconds(60)) + "}",
            SECRET_BYTES);

    Outcome<Identity> first = now(verifier, token);
    assertThat(same(now(verifier, token), first)).isTrue();

    clock.advance(Duration.ofSeconds(90));
    assertThat(refusal(now(verifier, token))).isEqualTo("the token has expired");
  }

  @Test
  void aCheckedTokenIsForgottenAfterItsTime() {
    cacheTtl = Duration.ofSeconds(30);
    JwtVerifier verifier = verifier();
    String token = hs256(HS256, claims(""), SECRET_BYTES);

    Outcome<Identity> first = now(verifier, token);
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(same(now(verifier, token), first)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(same(now(verifier, token), first)).isFalse();
  }

  @Test
  void aRefusedTokenIsNotRemembered() {
    cacheTtl = Duration.ofMinutes(5);
    JwtVerifier verifier = verifier();
    String token =
        hs256(
            HS256,
            "{\"sub\":\"ann\",\"nbf\":"
                + clock.in(Duration.ofMinutes(2))
                + ",\"exp\":"
                + clock.in(Duration.ofHours(1))
                + "}",
            SECRET_BYTES);

    assertThat(refusal(now(verifier, token))).isEqualTo("the token is not valid yet");
    clock.advance(Duration.ofMinutes(2));
    assertThat(now(verifier, token)).isInstanceOf(Outcome.Done.class);
  }

  private static boolean same(Outcome<Identity> one, Outcome<Identity> other) {
    return ((Outcome.Done<Identity>) one).value() == ((Outcome.Done<Identity>) other).value();
  }

  private String claims(String more) {
    String own = "{\"sub\":\"ann\",\"exp\":" + clock.in(Duration.ofHours(1));
    return more.isEmpty() ? own + "}" : own + "," + more + "}";
  }

  private Identity accepted(String token) {
    return verify(token)
        .fold(
            identity -> identity,
            detail -> {
              throw new AssertionError(detail.message());
            });
  }

  private String refusal(String token) {
    return refusal(verify(token));
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

  private Outcome<Identity> verify(String token) {
    return now(verifier(), token);
  }

  private static Outcome<Identity> now(JwtVerifier verifier, String token) {
    return verifier.verify(token).toCompletableFuture().join();
  }

  private JwtVerifier verifier() {
    return verifier(clock);
  }

  private JwtVerifier verifier(Clock at) {
    TokenSettings settings = settings();
    ProviderKeys keys = new ProviderKeys(settings, Thread::new);
    return new JwtVerifier(settings, keys, noGuests(at), TestRevocations.none(at), at, nanos::get);
  }

  private static GuestTokens noGuests(Clock clock) {
    GuestSettings off = new GuestSettings(false, Duration.ofDays(30), HmacSecret.NONE);
    return new GuestTokens(
        off,
        (name, proposed) -> {
          throw new AssertionError("asked for a secret though guests are off");
        },
        clock);
  }

  private TokenSettings settings() {
    return new TokenSettings(
        new HmacSecret(secret),
        publicKey,
        TestJwks.at(""),
        issuer,
        audience,
        Duration.ofSeconds(30),
        algorithms,
        names,
        8_192,
        cacheTtl,
        100);
  }
}
