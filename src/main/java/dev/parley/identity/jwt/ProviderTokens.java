package dev.parley.identity.jwt;

import static dev.parley.identity.jwt.Refusals.refuse;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.identity.Identity;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks tokens of the identity provider. Each algorithm has its own key from its own setting, and
 * nothing in a token ({@code kid}, {@code jwk}, {@code jku}, {@code x5c}) has a say in which key
 * that is: a public key never serves as a secret (RFC 8725, section 2.1).
 */
final class ProviderTokens {
  private final TokenSettings settings;
  private final Map<JWSAlgorithm, JWSVerifier> verifiers;
  private final String accepted;
  private final ClaimReader reader;
  private final Lifetime lifetime;

  ProviderTokens(TokenSettings settings, Clock clock) {
    this.settings = settings;
    this.verifiers = verifiers(settings);
    this.accepted =
        verifiers.keySet().stream()
            .map(JWSAlgorithm::getName)
            .sorted()
            .collect(Collectors.joining(", "));
    this.reader = new ClaimReader(settings.claims());
    this.lifetime = new Lifetime(clock, settings.clockSkew());
  }

  private static Map<JWSAlgorithm, JWSVerifier> verifiers(TokenSettings settings) {
    Map<JWSAlgorithm, JWSVerifier> verifiers = new HashMap<>();
    try {
      if (!settings.hs256Secret().isEmpty()) {
        verifiers.put(JWSAlgorithm.HS256, new MACVerifier(settings.hs256Secret().bytes()));
      }
      if (!settings.publicKey().isEmpty()) {
        PublicKey key = PublicKeys.parse(settings.publicKey());
        if (key instanceof RSAPublicKey rsa) {
          verifiers.put(JWSAlgorithm.RS256, new RSASSAVerifier(rsa));
        } else if (key instanceof ECPublicKey ec) {
          verifiers.put(JWSAlgorithm.ES256, new ECDSAVerifier(ec));
        }
      }
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the settings had been checked, yet a key is refused", e);
    }
    verifiers.keySet().retainAll(settings.algorithms().stream().map(TokenAlgorithm::jws).toList());
    return Map.copyOf(verifiers);
  }

  Outcome<Verified> verify(SignedJWT token) throws JOSEException, ParseException {
    if (verifiers.isEmpty()) {
      return refuse("no token is accepted, the server has no key to check one with");
    }
    JWSVerifier verifier = verifiers.get(token.getHeader().getAlgorithm());
    if (verifier == null) {
      return refuse("the token's alg is not accepted, it must be one of " + accepted);
    }
    if (!token.verify(verifier)) {
      return refuse("the token's signature does not hold");
    }
    JWTClaimsSet claims = token.getJWTClaimsSet();
    return lifetime.endOf(claims).then(end -> identify(claims, end));
  }

  private Outcome<Verified> identify(JWTClaimsSet claims, Instant end) {
    if (!settings.issuer().isEmpty() && !settings.issuer().equals(claims.getIssuer())) {
      return refuse("the token is of another issuer");
    }
    if (!settings.audience().isEmpty() && !claims.getAudience().contains(settings.audience())) {
      return refuse("the token is meant for another audience");
    }
    Optional<UserId> id = reader.id(claims);
    if (id.isEmpty() || GuestTokens.isGuestId(id.get())) {
      return refuse(
          "the token's "
              + settings.claims().id()
              + " must be 1–128 printable characters and not begin with guest-");
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
    Identity identity =
        new Identity(
            id.get().within(tenant.get()), reader.name(claims, id.get()), roles.get(), end);
    return Outcome.done(new Verified(identity, end));
  }
}
