package dev.parley.identity;

import dev.parley.protocol.Outcome;

/**
 * Tells who a token proves someone to be. Safe for use by any thread; does not block; keeps no
 * token. A token that proves nothing is refused as {@code UNAUTHENTICATED} with a message that does
 * not repeat it.
 */
public interface TokenVerifier {
  Outcome<Identity> verify(String token);
}
