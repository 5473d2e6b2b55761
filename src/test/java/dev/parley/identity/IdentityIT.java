package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ServerOptions;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityIT {
  @Test
  void aGuestIsTheSameGuestAfterTheServerWasKilled() {
    try (GatewayServer server = GatewayServer.start(ServerOptions.guests())) {
      String token;
      String id;
      try (WireClient guest = WireClient.to(server.wsUri()).as("Ann").enter()) {
        token = guest.welcomed().path("guestToken").asString();
        id = guest.userId();
        server.kill9();
      }
      server.restart();

      try (WireClient guest = WireClient.to(server.wsUri()).open()) {
        guest.ask("auth", Map.of("token", token));

        assertThat(guest.userId()).isEqualTo(id).startsWith("guest-");
        assertThat(guest.welcomed().path("user").path("name").asString()).isEqualTo("Ann");
      }
    }
  }

  @Test
  void neitherTokensNorMessagesAreInTheLog() throws IOException {
    GatewayServer server = SharedGateway.get();
    String token = SignedTokens.of("logged-user", "Logged");
    String forged = SignedTokens.forged("logged-forger");
    String session;
    String guestToken;
    try (WireClient guest = WireClient.to(server.wsUri()).as("Logged guest").enter()) {
      guestToken = guest.welcomed().path("guestToken").asString();
    }
    try (WireClient forger = WireClient.to(server.wsUri()).open()) {
      assertThat(forger.refusal("auth", Map.of("token", forged)).path("code").asString())
          .isEqualTo("unauthenticated");
    }
    try (WireClient user = WireClient.to(server.wsUri()).bearer(token).enter()) {
      session = user.clientId();
      user.ask("room:join", Map.of("roomId", "identity-it:log"));
      user.ask("chat:send", Map.of("roomId", "identity-it:log", "content", "whispered-body"));
      user.refusal("chat:send", Map.of("roomId", "identity-it:none", "content", "whispered-body"));
      user.sendText("{\"type\":\"chat:send\",\"data\":{\"content\":\"whispered-body\"");
      user.await(frame -> frame.path("type").asString().equals("error"), "a refusal");
    }
    String log = Files.readString(server.logFile());

    assertThat(log)
        .as("a log that names the session, so that it is the right one")
        .contains(session)
        .doesNotContain(signature(token), signature(forged), signature(guestToken))
        .doesNotContain("whispered-body");
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }
}
