package dev.parley.identity.jwt;

import static dev.parley.identity.jwt.Refusals.refuse;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.identity.Identity;
import dev.parley.identity.Revocations;
import dev.parley.identity.TokenVerifier;
import dev.parley.protocol.Outcome;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Takes signed JSON Web Tokens (RFC 7519, with the advice of RFC 8725): those of guests by their
 * type, all others as the identity provider's. A token longer than the settings allow is refused
 * unread; one with critical extensions ({@code crit}) or of a type that is no access or identity
 * token's is refused as well.
 */
public final class JwtVerifier implements TokenVerifier {
  private static final Set<JOSEObjectType> PROVIDER_TYPES =
      Set.of(
          JOSEObjectType.JWT,
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"));

  private final int maxBytes;
  private final ProviderTokens provider;
  private final GuestTokens guests;
  private final Revocations revocations;
  private final VerifiedTokens recent;

  public JwtVerifier(
      TokenSettings settings,
      ProviderKeys keys,
      GuestTokens guests,
      Revocations revocations,
      Clock clock) {
    this(settings, keys, guests, revocations, clock, Ticker.systemTicker());
  }

  JwtVerifier(
      TokenSettings settings,
      ProviderKeys keys,
      GuestTokens guests,
      Revocations revocations,
      Clock clock,
      Ticker ticker) {
    this.maxBytes = settings.maxBytes();
    this.provider = new ProviderTokens(settings, keys, clock);
    this.guests = guests;
    this.revocations = revocations;
    this.recent = new VerifiedTokens(settings, clock, ticker);
  }

  @Override
  public CompletionStage<Outcome<Identity>> verify(String token) {
    if (token.length() > maxBytes) {
      return Outcome.now(refuse("the token is longer than " + maxBytes + " bytes"));
    }
    Optional<Verified> known = recent.find(token);
    if (known.isPresent()) {
      return Outcome.now(unlessRevoked(known.get().identity()));
    }
    return check(token)
        .thenApply(
            outcome ->
                outcome.then(
                    verified -> {
                      recent.keep(token, verified);
                      return unlessRevoked(verified.identity());
                    }));
  }

  private Outcome<Identity> unlessRevoked(Identity identity) {
    return revocations.isRevoked(identity)
        ? refuse("the token was revoked")
        : Outcome.done(identity);
  }

  private CompletionStage<Outcome<Verified>> check(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
        return Outcome.now(refuse("the token has critical extensions (crit), none is known here"));
      }
      if (GuestTokens.TYPE.equals(header.getType())) {
        return Outcome.now(guests.verify(jwt));
      }
      if (header.getType() != null && !PROVIDER_TYPES.contains(header.getType())) {
        return Outcome.now(refuse("the token's typ must be JWT, at+jwt or missing"));
      }
      return provider.verify(jwt);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Outcome.now(Refusals.noToken());
    }
  }
}
