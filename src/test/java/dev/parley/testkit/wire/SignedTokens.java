package dev.parley.testkit.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Tokens as an identity provider makes them, and as those make them who are none. Stateless. */
public final class SignedTokens {
  /** The secret of the identity provider; the server under test must have the same. */
  public static final String SECRET = "the secret of the tests, of no use elsewhere";

  /** For whom its tokens are. */
  public static final String AUDIENCE = "parley-under-test";

  private static final String OTHER_SECRET = "a secret that the server has never heard of";
  private static final Duration TTL = Duration.ofMinutes(10);

  private SignedTokens() {}

  /** A good token of a user without roles, for ten minutes. */
  public static String of(String subject, String name, String... roles) {
    return of(subject, name, List.of(roles), TTL);
  }

  public static String of(String subject, String name, List<String> roles, Duration expiresIn) {
    return signed(claims(subject, name, expiresIn).claim("roles", roles).build(), SECRET);
  }

  /** A good token with further claims. */
  public static String with(String subject, String name, Map<String, ?> claims) {
    JWTClaimsSet.Builder all = claims(subject, name, TTL);
    claims.forEach(all::claim);
    return signed(all.build(), SECRET);
  }

  /** A good token that says when it was issued ({@code iat}). */
  public static String issuedNow(String subject, String... roles) {
    return signed(
        claims(subject, subject, TTL)
            .claim("roles", List.of(roles))
            .issueTime(Date.from(Instant.now()))
            .build(),
        SECRET);
  }

  /** Signed with another's secret. */
  public static String forged(String subject) {
    return signed(claims(subject, "Mallory", TTL).build(), OTHER_SECRET);
  }

  /** Good until a minute ago. */
  public static String expired(String subject) {
    return signed(claims(subject, "Mallory", Duration.ofMinutes(-1)).build(), SECRET);
  }

  /** {@code alg: none} (RFC 7519, section 6). */
  public static String unsigned(String subject) {
    return new PlainJWT(claims(subject, "Mallory", TTL).build()).serialize();
  }

  /** A good token, meant for another service. */
  public static String forOtherAudience(String subject) {
    return signed(claims(subject, "Mallory", TTL).audience("payroll").build(), SECRET);
  }

  private static JWTClaimsSet.Builder claims(String subject, String name, Duration expiresIn) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .audience(AUDIENCE)
        .claim("name", name)
        .expirationTime(Date.from(Instant.now().plus(expiresIn)));
  }

  private static String signed(JWTClaimsSet claims, String secret) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("no token could be made", e);
    }
  }
}
