package dev.parley.identity;

import dev.parley.protocol.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * Tells who a token proves someone to be. Safe for use by any thread; does not block, and keeps no
 * token. A token that proves nothing is refused as {@code UNAUTHENTICATED} with a message that does
 * not repeat it, one that cannot be checked now as {@code UNAVAILABLE}.
 */
public interface TokenVerifier {
  /**
   * Completes at once, but where a key has to be fetched from the identity provider: then on a
   * thread that must not be kept, within the time-out of the configuration, and never with a
   * failure.
   */
  CompletionStage<Outcome<Identity>> verify(String token);
}
