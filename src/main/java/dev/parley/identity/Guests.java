package dev.parley.identity;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserName;

/**
 * Admits people without a token, where the configuration allows it. The server makes the user id; a
 * signed guest token lets the same browser come back as the same guest, also after a restart. Safe
 * for use by any thread.
 */
public interface Guests {
  /** False unless the configuration says otherwise. */
  boolean allowed();

  /** A new guest; refused as {@code UNAUTHENTICATED} where guests are not allowed. */
  Outcome<Identity> admit(UserName name);

  /**
   * The token with which this guest comes back; {@link TokenVerifier#verify} takes it where guests
   * are allowed.
   */
  String tokenFor(Identity guest);
}
