package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A user with a token who says so in the first frame, and comes back to a session that way. Used by
 * the test's thread.
 */
record Returning(Visitors visitors, String user) {
  String token() {
    return SignedTokens.of(user, user);
  }

  /** A client with a session of its own. */
  WireClient enter(URI server) {
    WireClient client = visitors.closing(WireClient.to(server).open());
    client.ask("auth", Map.of("token", token()));
    client.welcomed();
    return client;
  }

  /**
   * A client that asks for the session of another, and whether it gets it; what follows the welcome
   * is not taken yet.
   */
  WireClient comeBack(URI server, WireClient before, boolean resumed, Map<?, ?>... rooms) {
    WireClient client = visitors.closing(WireClient.to(server).open());
    Map<String, Object> resume = resume(sessionId(before), rooms);
    JsonNode ack = client.ask("auth", Map.of("token", token(), "resume", resume));
    assertThat(ack.path("resumed").booleanValue()).isEqualTo(resumed);
    assertThat(sessionId(client).equals(sessionId(before))).isEqualTo(resumed);
    assertThat(client.clientId().equals(before.clientId())).isEqualTo(resumed);
    return client;
  }

  static Map<String, Object> resume(String sessionId, Map<?, ?>... rooms) {
    return Map.of("sessionId", sessionId, "rooms", List.of(rooms));
  }

  static String sessionId(WireClient client) {
    return client.welcomed().path("sessionId").stringValue();
  }
}
