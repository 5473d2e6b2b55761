package dev.parley.identity.jwt;

import static dev.parley.identity.jwt.Refusals.refuse;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.identity.Guests;
import dev.parley.identity.Identity;
import dev.parley.identity.SharedSecrets;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guests, who come back by tokens that this gateway signs: HS256, of an own type ({@code typ}),
 * issuer and secret, so that they and the identity provider's tokens cannot be taken for one
 * another (RFC 8725, section 3.11).
 *
 * <p>Where no secret is configured it comes from the database at the first use, which blocks;
 * start-up calls {@link #load} so that no later one does.
 */
public final class GuestTokens implements Guests {
  static final JOSEObjectType TYPE = new JOSEObjectType("parley-guest+jwt");

  private static final String ISSUER = "parley-guest";
  private static final String ID_PREFIX = "guest-";
  private static final String SECRET_NAME = "guest-token-secret";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final GuestSettings settings;
  private final SharedSecrets shared;
  private final Clock clock;
  private final ClaimReader reader =
      new ClaimReader(new ClaimNames("sub", "name", "roles", "", ""));
  private final Lifetime lifetime;
  private volatile @Nullable HmacSecret secret;

  public GuestTokens(GuestSettings settings, SharedSecrets shared, Clock clock) {
    this.settings = settings;
    this.shared = shared;
    this.clock = clock;
    this.lifetime = new Lifetime(clock, Duration.ZERO);
  }

  /**
   * Makes sure of the secret, where guests are allowed; needs the database's schema, and blocks.
   */
  public void load() {
    if (settings.enabled()) {
      secret();
    }
  }

  @Override
  public boolean allowed() {
    return settings.enabled();
  }

  @Override
  public Outcome<Identity> admit(UserName name) {
    if (!settings.enabled()) {
      return refuse("guests are not allowed, a token is needed");
    }
    UserId id = new UserId(ID_PREFIX + random(12));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS); // as the guest's token will say
    return Outcome.done(new Identity(id, name, Set.of(Identity.GUEST), null, now));
  }

  @Override
  public String tokenFor(Identity guest) {
    if (!guest.isGuest() || !isGuestId(guest.id())) {
      throw new IllegalArgumentException("only guests get guest tokens");
    }
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(guest.id().value())
            .claim("name", guest.name().value())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(settings.tokenTtl())))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims);
    try {
      token.sign(new MACSigner(secret().bytes()));
    } catch (JOSEException e) {
      throw new IllegalStateException(
          "the secret's length had been checked, yet it cannot sign", e);
    }
    return token.serialize();
  }

  Outcome<Verified> verify(SignedJWT token) throws JOSEException, ParseException {
    if (!settings.enabled()) {
      return refuse("guests are not allowed, a token of the identity provider is needed");
    }
    boolean holds =
        JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
            && token.verify(new MACVerifier(secret().bytes()));
    if (!holds) {
      return refuse("the guest token's signature does not hold");
    }
    JWTClaimsSet claims = token.getJWTClaimsSet();
    Optional<UserId> id = reader.id(claims).filter(GuestTokens::isGuestId);
    if (id.isEmpty() || !ISSUER.equals(claims.getIssuer())) {
      return refuse("the guest token is none of this gateway's");
    }
    UserName name = reader.name(claims, id.get());
    Identity guest =
        new Identity(id.get(), name, Set.of(Identity.GUEST), null, Lifetime.issueOf(claims));
    return lifetime.endOf(claims).then(end -> Outcome.done(new Verified(guest, end)));
  }

  /** True for an id that only the server gives out. */
  static boolean isGuestId(UserId id) {
    return id.value().startsWith(ID_PREFIX);
  }

  private HmacSecret secret() {
    HmacSecret known = secret;
    if (known == null) {
      known = settings.secret().isEmpty() ? generated() : settings.secret();
      secret = known;
    }
    return known;
  }

  private HmacSecret generated() {
    return new HmacSecret(shared.keep(SECRET_NAME, random(HmacSecret.MIN_BYTES)));
  }

  private static String random(int bytes) {
    byte[] bits = new byte[bytes];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
