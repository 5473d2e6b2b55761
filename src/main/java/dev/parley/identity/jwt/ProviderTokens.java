package dev.parley.identity.jwt;

import static dev.parley.identity.jwt.Refusals.refuse;
import static java.util.stream.Collectors.joining;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.identity.Identity;
import dev.parley.identity.account.Account;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomPattern;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens of the identity provider. An HS256 token is checked by the secret, all others by
 * the provider's public keys: a public key never serves as a secret (RFC 8725, section 2.1). Of the
 * header, {@code kid} is looked up among those keys; {@code jwk}, {@code jku}, {@code x5u} and
 * {@code x5c} have no say.
 */
final class ProviderTokens {
  private final TokenSettings settings;
  private final ProviderKeys keys;
  private final @Nullable JWSVerifier secret;
  private final Set<JWSAlgorithm> accepted = new HashSet<>();
  private final ClaimReader reader;
  private final Lifetime lifetime;

  ProviderTokens(TokenSettings settings, ProviderKeys keys, Clock clock) {
    this.settings = settings;
    this.keys = keys;
    this.secret = secret(settings.hs256Secret());
    this.accepted.addAll(keys.algorithms());
    if (secret != null) {
      accepted.add(JWSAlgorithm.HS256);
    }
    this.accepted.retainAll(settings.algorithms().stream().map(TokenAlgorithm::jws).toList());
    this.reader = new ClaimReader(settings.claims());
    this.lifetime = new Lifetime(clock, settings.clockSkew());
  }

  private static @Nullable JWSVerifier secret(HmacSecret secret) {
    try {
      return secret.isEmpty() ? null : new MACVerifier(secret.bytes());
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the secret had been checked, yet it is refused", e);
    }
  }

  CompletionStage<Outcome<Verified>> verify(SignedJWT token) {
    if (accepted.isEmpty()) {
      return Outcome.now(refuse("no token is accepted, the server has no key to check one with"));
    }
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    if (!accepted.contains(algorithm)) {
      String names = accepted.stream().map(JWSAlgorithm::getName).sorted().collect(joining(", "));
      return Outcome.now(refuse("the token's alg is not accepted, it must be one of " + names));
    }
    if (secret != null && algorithm.equals(JWSAlgorithm.HS256)) {
      return Outcome.now(check(token, secret));
    }
    return keys.find(algorithm, token.getHeader().getKeyID())
        .thenApply(found -> found.then(key -> check(token, key)));
  }

  private Outcome<Verified> check(SignedJWT token, JWSVerifier key) {
    try {
      if (!token.verify(key)) {
        return refuse("the token's signature does not hold");
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      return lifetime.endOf(claims).then(end -> identify(claims, end));
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Refusals.noToken();
    }
  }

  private Outcome<Verified> identify(JWTClaimsSet claims, Instant end) {
    if (!settings.issuer().isEmpty() && !settings.issuer().equals(claims.getIssuer())) {
      return refuse("the token is of another issuer");
    }
    if (!settings.audience().isEmpty() && !claims.getAudience().contains(settings.audience())) {
      return refuse("the token is meant for another audience");
    }
    Optional<UserId> id = reader.id(claims);
    if (id.isEmpty()
        || GuestTokens.isGuestId(id.get())
        || ApiKey.isServiceId(id.get())
        || Account.isAccountId(id.get())) {
      return refuse(
          "the token's "
              + settings.claims().id()
              + " must be 1–128 printable characters and not begin with guest-, service: or"
              + " account:");
    }
    Optional<Tenant> tenant = reader.tenant(claims);
    if (tenant.isEmpty()) {
      return refuse(
          "the token's "
              + settings.claims().tenant()
              + " must be 1–64 of letters, digits and . _ -");
    }
    Optional<Set<String>> roles = reader.roles(claims);
    if (roles.isEmpty()) {
      return refuse(
          "the token's " + settings.claims().roles() + " must be a list of texts or one text");
    }
    Optional<List<RoomPattern>> rooms = reader.rooms(claims);
    if (rooms.isEmpty()) {
      return refuse(
          "the token's "
              + settings.claims().rooms()
              + " must be a list of rooms, * standing for any characters, or one text");
    }
    Identity identity =
        new Identity(
            id.get().within(tenant.get()),
            reader.name(claims, id.get()),
            roles.get(),
            end,
            Lifetime.issueOf(claims),
            rooms.get());
    return Outcome.done(new Verified(identity, end));
  }
}
