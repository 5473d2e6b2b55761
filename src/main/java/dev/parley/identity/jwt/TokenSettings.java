package dev.parley.identity.jwt;

import java.time.Duration;
import java.util.List;

/**
 * Which tokens are taken.
 *
 * @param hs256Secret checks HS256 tokens; empty: none of them is taken
 * @param publicKey PEM, JWK or JWK Set text (RFC 7468, 7517) that checks RS256 or ES256 tokens, as
 *     its kind is; empty: none is taken
 * @param jwks where such keys are published, instead
 * @param issuer what {@code iss} must be; empty: it is not looked at
 * @param audience what {@code aud} must hold; empty: it is not looked at
 * @param clockSkew how far the issuer's clock may be off (0 to 5 minutes)
 * @param algorithms those that are taken at all, at least one
 * @param claims where the token says who someone is
 * @param maxBytes a longer token is refused unread (1 to 64 KiB)
 * @param cacheTtl how long a checked token is remembered, never past its expiry (0 to 5 minutes)
 * @param cacheEntries how many are remembered; past it the least used is forgotten and checked
 *     again (0 to 1,000,000)
 */
public record TokenSettings(
    HmacSecret hs256Secret,
    String publicKey,
    JwksSettings jwks,
    String issuer,
    String audience,
    Duration clockSkew,
    List<TokenAlgorithm> algorithms,
    ClaimNames claims,
    int maxBytes,
    Duration cacheTtl,
    int cacheEntries) {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  public TokenSettings {
    algorithms = List.copyOf(algorithms);
    if (!publicKey.isEmpty()) {
      var unused = PublicKeys.parse(publicKey);
      if (jwks.isSet()) {
        throw new IllegalArgumentException(
            "public-key must be empty where jwks.uri is set, was set as well");
      }
    }
    require("clock-skew", clockSkew);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms must name at least one, was empty");
    }
    require("max-bytes", maxBytes, 1_024, 65_536, "bytes");
    require("cache-ttl", cacheTtl);
    require("cache-entries", cacheEntries, 0, 1_000_000, "entries");
  }

  /** False where no token whatever can be taken, for want of a key. */
  public boolean hasKey() {
    return !hs256Secret.isEmpty() || !publicKey.isEmpty() || jwks.isSet();
  }

  private static void require(String key, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(key + " must be 0s to 5m, was " + value.toMillis() + "ms");
    }
  }

  private static void require(String key, int value, int least, int most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + " " + unit + ", was " + value);
    }
  }
}
