package dev.parley.ledger;

import dev.parley.testkit.wire.SignedTokens;
import java.util.List;
import java.util.Map;

/** The data of an {@code auth}. Stateless. */
final class Proof {
  private Proof() {}

  static Map<String, Object> of(String user) {
    return Map.of("token", SignedTokens.of(user, user));
  }

  /** That of a client that wants its session back, which was in one room. */
  static Map<String, Object> resuming(String user, String sessionId, Map<String, ?> join) {
    return Map.of(
        "token",
        SignedTokens.of(user, user),
        "resume",
        Map.of("sessionId", sessionId, "rooms", List.of(join)));
  }
}
