package dev.parley.identity;

import java.time.Instant;

/**
 * What proves once, for a short while, who somebody is; it may stand in a URL. Never shows itself.
 *
 * @param value 192 random bits in Base64url (RFC 4648, section 5)
 */
public record Ticket(String value, Instant expiresAt) {
  @Override
  public String toString() {
    return "Ticket[expiresAt=" + expiresAt + "]";
  }
}
