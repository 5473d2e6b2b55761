package dev.parley.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WireClientTest {
  private static Server server;
  private static URI endpoint;

  /** Sends back what it is told to: a test says the frames of "the server" itself. */
  @ServerEndpoint("/ws")
  public static class Puppet {
    @OnMessage
    public void received(String text, Session session) throws IOException {
      if (text.equals("close")) {
        session.close(new CloseReason(CloseCodes.getCloseCode(4001), "slow-consumer"));
      } else {
        session.getBasicRemote().sendText(text.replace("\"ping\"", "\"pong\""));
      }
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = new Server("127.0.0.1", -1, "/t", null, Puppet.class);
    server.start();
    endpoint = URI.create("ws://127.0.0.1:" + server.getPort() + "/t/ws");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void handsOutFramesInTheOrderOfArrivalOrByWhatIsWanted() {
    try (WireClient client = WireClient.to(endpoint).open()) {
      client.sendText("{\"type\":\"a\",\"data\":{\"n\":1}}");
      client.sendText("{\"type\":\"b\",\"data\":{\"n\":2}}");
      client.sendText("{\"type\":\"a\",\"data\":{\"n\":3}}");
      assertThat(client.event("b").path("n").intValue()).isEqualTo(2);
      assertThat(client.next().path("data").path("n").intValue()).isEqualTo(1);
      assertThat(client.event("a").path("n").intValue()).isEqualTo(3);
      client.assertNothingLeft();
    }
  }

  @Test
  void failsWhenSomethingIsLeftOver() {
    try (WireClient client = WireClient.to(endpoint).open()) {
      client.sendText("{\"type\":\"a\",\"data\":{}}");
      assertThatThrownBy(client::assertNothingLeft).hasMessageContaining("\"type\":\"a\"");
    }
  }

  @Test
  void failsWithWhatCameWhenTheWantedDoesNot() {
    try (WireClient client = WireClient.to(endpoint).open()) {
      client.sendText("{\"type\":\"a\",\"data\":{}}");
      assertThatThrownBy(
              () ->
                  client.await(
                      f -> f.path("type").asString().equals("z"), "z", Duration.ofMillis(300)))
          .hasMessageContaining("wanted z, waited 300 ms")
          .hasMessageContaining("\"type\":\"a\"");
    }
  }

  @Test
  void failsAtAnAnswerOfTheOtherKind() {
    try (WireClient client = WireClient.to(endpoint).open()) {
      assertThatThrownBy(() -> client.ask("error", Map.of()))
          .hasMessageContaining("answer to error");
      assertThatThrownBy(() -> client.refusal("ack", Map.of()))
          .hasMessageContaining("answer to ack");
    }
  }

  @Test
  void failsAtABatchThatNobodyAskedFor() {
    String batch =
        "{\"type\":\"batch\",\"data\":[{\"type\":\"a\",\"data\":{}},{\"type\":\"b\",\"data\":{}}]}";
    try (WireClient client = WireClient.to(endpoint).open()) {
      client.sendText(batch);
      assertThatThrownBy(client::next).hasMessageContaining("a batch that nobody asked for");
    }
    try (WireClient client = WireClient.to(endpoint).batch().open()) {
      client.sendText(batch);
      client.event("b");
      client.event("a");
      assertThat(client.batches()).isEqualTo(1);
      assertThatCode(client::assertNothingLeft).doesNotThrowAnyException();
    }
  }

  @Test
  void failsAtWhatIsNoJson() {
    try (WireClient client = WireClient.to(endpoint).open()) {
      client.sendText("{");
      assertThatThrownBy(client::next).hasMessageContaining("no JSON: {");
    }
  }

  @Test
  void knowsHowTheServerClosed() {
    try (WireClient client = WireClient.to(endpoint).open()) {
      client.sendText("close");
      assertThat(client.awaitClose()).isEqualTo(new Closed(4001, "slow-consumer"));
      assertThatThrownBy(client::next).hasMessageContaining("the connection is closed");
    }
  }

  @Test
  void tellsWithWhichStatusAHandshakeIsRefused() {
    assertThatThrownBy(() -> WireClient.to(URI.create(endpoint + "/nowhere")).open())
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.status()).isEqualTo(404));
  }
}
