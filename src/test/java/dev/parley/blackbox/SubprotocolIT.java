package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token among the subprotocols, for browsers that want to say at once who they are. */
class SubprotocolIT {
  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  @ParameterizedTest
  @ValueSource(
      strings = {"parley, bearer.TOKEN", "bearer.TOKEN, parley", "chat,parley,bearer.TOKEN,x"})
  void letsInAndIsNotRepeated(String offered) {
    String ada = Visitors.unique("ada");
    try (RawSocket socket = open(offered.replace("TOKEN", SignedTokens.of(ada, "Ada")))) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.header("Sec-WebSocket-Protocol")).isEqualTo("parley");
      RawFrame welcome = socket.readUntil(RawFrame.TEXT);
      assertThat(new String(welcome.payload(), StandardCharsets.UTF_8))
          .contains("\"type\":\"welcome\"", ada);
    }
  }

  @Test
  void theNameOfTheProtocolMayBeOfferedAlone() {
    try (RawSocket socket = open("parley")) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.header("Sec-WebSocket-Protocol")).isEqualTo("parley");
    }
  }

  @Test
  void noneIsChosenWhereNoneIsKnown() {
    try (RawSocket socket = open("chat")) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.header("Sec-WebSocket-Protocol")).isNull();
    }
    try (RawSocket socket = RawSocket.open(visitors.endpoint(), Map.of())) {
      assertThat(socket.header("Sec-WebSocket-Protocol")).isNull();
    }
  }

  @Test
  void aTokenThatProvesNothingGetsNoConnection() {
    for (String token :
        new String[] {
          SignedTokens.forged("mallory"),
          SignedTokens.expired("mallory"),
          SignedTokens.unsigned("mallory"),
          SignedTokens.forOtherAudience("mallory"),
          "",
          "no.token.atall"
        }) {
      try (RawSocket socket = open("parley, bearer." + token)) {
        assertThat(socket.status()).as(token).isEqualTo(401);
        assertThat(socket.header("Sec-WebSocket-Protocol")).isNull();
      }
    }
  }

  @Test
  void aBearerAloneOrTwoAreRefused() {
    String token = SignedTokens.of("ada", "Ada");
    try (RawSocket socket = open("bearer." + token)) {
      assertThat(socket.status()).isEqualTo(400);
      assertThat(socket.body()).contains("must offer parley as well").doesNotContain(token);
    }
    try (RawSocket socket = open("parley, bearer." + token + ", bearer." + token)) {
      assertThat(socket.status()).isEqualTo(400);
    }
  }

  @Test
  void theOriginCountsAllTheSame() {
    String offered = "parley, bearer." + SignedTokens.of("ada", "Ada");
    try (RawSocket socket =
        RawSocket.open(
            visitors.endpoint(),
            Map.of("Sec-WebSocket-Protocol", offered, "Origin", "https://evil.example"))) {
      assertThat(socket.status()).isEqualTo(403);
    }
  }

  private RawSocket open(String offered) {
    URI endpoint = visitors.endpoint();
    return RawSocket.open(endpoint, Map.of("Sec-WebSocket-Protocol", offered));
  }
}
