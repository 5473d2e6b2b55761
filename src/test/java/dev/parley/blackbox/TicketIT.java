package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A ticket that stands once in the address, where a token must not. */
class TicketIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  @Test
  void letsItsOwnerInOnce() {
    String ada = Visitors.unique("ada");
    String ticket = ticket(SignedTokens.of(ada, "Ada", "moderator"));
    WireClient client = visitors.closing(visitors.handshake().ticket(ticket).batch().enter());
    assertThat(client.userId()).isEqualTo(ada);
    assertThat(client.welcomed().path("user").path("roles").path(0).stringValue())
        .isEqualTo("moderator");
    assertThat(status(ticket, Map.of())).isEqualTo(401);
  }

  @Test
  void isShortLivedLongAndInNoLog() throws IOException {
    Instant before = Instant.now();
    JsonNode issued = RestClient.body(issue(SignedTokens.of(Visitors.unique("ada"), "Ada")), 201);
    assertThat(issued.path("ticket").stringValue()).matches("[A-Za-z0-9_-]{32}");
    assertThat(Instant.parse(issued.path("expiresAt").stringValue()))
        .isBetween(before.plusSeconds(29), Instant.now().plusSeconds(31));
    String ticket = issued.path("ticket").stringValue();
    assertThat(status(ticket, Map.of("Origin", "https://evil.example"))).isEqualTo(403);
    assertThat(status(ticket, Map.of())).isEqualTo(101);
    assertThat(status(ticket, Map.of())).isEqualTo(401);
    assertThat(Files.readString(server().logFile())).doesNotContain(ticket);
  }

  @Test
  void isNotUsedUpByWhoAsksWithoutAnUpgrade() {
    String ticket = ticket(SignedTokens.of(Visitors.unique("ada"), "Ada"));
    assertThat(Metrics.get(server(), "ws?ticket=" + ticket).statusCode()).isEqualTo(426);
    assertThat(status(ticket, Map.of())).isEqualTo(101);
    assertThat(Metrics.get(server(), "ws?ticket=" + ticket).statusCode()).isEqualTo(401);
  }

  @Test
  void isGivenForAProofOnly() {
    RestClient nobody = RestClient.of(SharedGateway::get);
    RestClient.problem(nobody.send("POST", "api/tickets", null), 401);
    for (String token : List.of(SignedTokens.forged("mallory"), SignedTokens.expired("mallory"))) {
      RestClient.problem(issue(token), 401);
    }
  }

  @Test
  void aUserHasTenAtATime() {
    String token = SignedTokens.of(Visitors.unique("ada"), "Ada");
    for (int i = 0; i < 10; i++) {
      ticket(token);
    }
    assertThat(RestClient.problem(issue(token), 409).path("code").stringValue())
        .isEqualTo("limit-reached");
    ticket(SignedTokens.of(Visitors.unique("ben"), "Ben"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%00", "..%2f..%2fetc", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoneProvesNothing(String ticket) {
    assertThat(status(ticket, Map.of())).isEqualTo(401);
  }

  @Test
  void twoProofsAreNone() {
    String token = SignedTokens.of("ada", "Ada");
    assertThat(status(ticket(token), Map.of("Authorization", "Bearer " + token))).isEqualTo(400);
    assertThat(status("", Map.of("Sec-WebSocket-Protocol", "parley, bearer." + token)))
        .isEqualTo(400);
  }

  private int status(String ticket, Map<String, String> headers) {
    URI uri = URI.create(visitors.endpoint() + "?ticket=" + ticket);
    try (RawSocket socket = RawSocket.open(uri, headers)) {
      return socket.status();
    }
  }

  private static String ticket(String token) {
    return RestClient.body(issue(token), 201).path("ticket").stringValue();
  }

  private static HttpResponse<String> issue(String token) {
    return RestClient.of(SharedGateway::get).bearer(token).send("POST", "api/tickets", null);
  }

  private static GatewayServer server() {
    return SharedGateway.get();
  }
}
