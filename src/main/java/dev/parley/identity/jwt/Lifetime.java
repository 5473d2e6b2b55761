package dev.parley.identity.jwt;

import static dev.parley.identity.jwt.Refusals.refuse;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.parley.protocol.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a token counts (RFC 7519, sections 4.1.4 and 4.1.5): from {@code nbf}, where it
 * has one, to {@code exp}, which it must have, and the clock skew before and after. One that says
 * it was issued later than now ({@code iat}) would outlive a revocation, and does not count.
 */
final class Lifetime {
  private final Clock clock;
  private final Duration skew;

  Lifetime(Clock clock, Duration skew) {
    this.clock = clock;
    this.skew = skew;
  }

  /** When the token was made, where it says so. */
  static @Nullable Instant issueOf(JWTClaimsSet claims) {
    Date issued = claims.getIssueTime();
    return issued == null ? null : issued.toInstant();
  }

  /** The instant at which the token stops to count. */
  Outcome<Instant> endOf(JWTClaimsSet claims) {
    if (claims.getExpirationTime() == null) {
      return refuse("the token never expires, it must have exp");
    }
    Instant now = clock.instant();
    Instant end = claims.getExpirationTime().toInstant().plus(skew);
    if (!now.isBefore(end)) {
      return refuse("the token has expired");
    }
    Date issued = claims.getIssueTime();
    if (issued != null && now.plus(skew).isBefore(issued.toInstant())) {
      return refuse("the token was issued in the time to come");
    }
    boolean early =
        claims.getNotBeforeTime() != null
            && now.plus(skew).isBefore(claims.getNotBeforeTime().toInstant());
    return early ? refuse("the token is not valid yet") : Outcome.done(end);
  }
}
