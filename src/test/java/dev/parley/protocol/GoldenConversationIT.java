package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ServerOptions;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.Handshake;
import dev.parley.testkit.wire.Operator;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class GoldenConversationIT {
  @TestFactory
  Stream<DynamicTest> onAServerAsItComes() {
    return GoldenConversation.all().stream()
        .filter(conversation -> conversation.given().isEmpty())
        .map(conversation -> replay(conversation, SharedGateway.get().wsUri()));
  }

  @TestFactory
  Stream<DynamicTest> onAServerWithWhatTheFilesAskFor() {
    List<GoldenConversation> demanding =
        GoldenConversation.all().stream().filter(c -> !c.given().isEmpty()).toList();
    ServerOptions options = SharedGateway.options();
    for (GoldenConversation conversation : demanding) {
      for (Map.Entry<String, String> key : conversation.given().entrySet()) {
        options = options.with(key.getKey(), key.getValue());
      }
    }
    GatewayServer server = GatewayServer.start(options);
    return demanding.stream()
        .sorted(Comparator.comparing(GoldenConversation::isTheLast))
        .map(conversation -> replay(conversation, server.wsUri()))
        .onClose(server::close);
  }

  private static DynamicTest replay(GoldenConversation conversation, URI endpoint) {
    String suffix = "-" + Long.toString(System.nanoTime(), 36);
    return DynamicTest.dynamicTest(
        conversation.name(),
        () -> new Replay(conversation, new NativeServer(endpoint), suffix).run());
  }

  /** The native JSON dialect of a running server. */
  private record NativeServer(URI endpoint) implements ReplayServer {
    @Override
    public Client connect(Entrance entrance) {
      Handshake handshake = WireClient.to(endpoint);
      if (entrance.name() != null) {
        handshake.as(entrance.name());
      }
      if (entrance.token() != null) {
        handshake.bearer(entrance.token());
      }
      if (entrance.origin() != null) {
        handshake.header("Origin", entrance.origin());
      }
      if (entrance.batch()) {
        handshake.batch();
      }
      return new NativeClient(handshake.open());
    }

    @Override
    public Tokens tokens() {
      return new NativeTokens();
    }

    @Override
    public void drain() {
      assertThat(Operator.drain(endpoint)).isEqualTo(202);
    }

    @Override
    public JsonNode order(String what, JsonNode data) {
      return GoldenConversation.JSON.readTree(Operator.order(endpoint, what, data.toString()));
    }
  }

  private record NativeTokens() implements Tokens {
    @Override
    public String accepted(String subject, String name, List<String> roles, Duration expiresIn) {
      return SignedTokens.of(subject, name, roles, expiresIn);
    }

    @Override
    public String refused(String why) {
      return switch (why) {
        case "forged" -> SignedTokens.forged("u-mallory");
        case "expired" -> SignedTokens.expired("u-mallory");
        case "unsigned" -> SignedTokens.unsigned("u-mallory");
        case "other-audience" -> SignedTokens.forOtherAudience("u-mallory");
        default -> throw new IllegalArgumentException("no token is refused as " + why);
      };
    }
  }

  private record NativeClient(WireClient wire) implements ReplayServer.Client {
    @Override
    public void send(JsonNode frame) {
      wire.sendFrame(frame);
    }

    @Override
    public void sendText(String text) {
      wire.sendText(text);
    }

    @Override
    public JsonNode next() {
      return wire.next();
    }

    @Override
    public Closed awaitClose() {
      return wire.awaitClose();
    }

    @Override
    public void close() {
      wire.close();
    }
  }
}
