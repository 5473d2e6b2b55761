package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** How fast a client may be, and what becomes of one that will not hear. */
class RateLimitIT {
  private static final int BURST = 40;

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);
  @RegisterExtension final Visitors quick = new Visitors(QuickGateway::get);

  @Test
  void theBurstPassesAndWhatFollowsIsToldHowLongToWait() {
    WireClient client = visitors.guest("Hasty");
    for (int i = 0; i < 3 * BURST; i++) {
      client.tell("ping", Map.of());
    }
    int passed = 0;
    int refused = 0;
    for (int i = 0; i < 3 * BURST; i++) {
      JsonNode answer = client.next();
      if (answer.path("type").stringValue().equals("pong")) {
        passed++;
      } else {
        refused++;
        JsonNode data = answer.path("data");
        assertThat(data.path("code").stringValue()).isEqualTo("rate-limited");
        assertThat(data.path("retryAfterMs").longValue()).isBetween(1L, 60L);
        assertThat(data.path("message").stringValue())
            .contains(data.path("retryAfterMs").asString());
      }
    }
    assertThat(passed).isGreaterThanOrEqualTo(BURST);
    assertThat(refused).isGreaterThanOrEqualTo(BURST);
  }

  @Test
  void aFrameThatSaysNothingIsChargedLikeAnyOther() {
    WireClient client = visitors.guest("Garbler");
    for (int i = 0; i < 3 * BURST; i++) {
      client.sendText("{");
    }
    client.await(
        f -> f.path("data").path("code").asString("").equals("rate-limited"), "rate-limited");
  }

  @Test
  void typingIsCheap() {
    WireClient client = visitors.guest("Typist");
    String room = Visitors.unique("typing");
    Visitors.join(client, room);
    for (int i = 0; i < 3 * BURST; i++) {
      client.tell("typing:start", Map.of("roomId", room));
    }
    client.assertNothingLeft();
  }

  @Test
  void oneClientsHasteIsNotAnothersWait() {
    WireClient hasty = visitors.guest("Hasty");
    WireClient calm = visitors.guest("Calm");
    for (int i = 0; i < 3 * BURST; i++) {
      hasty.tell("ping", Map.of());
    }
    hasty.await(f -> f.path("type").asString().equals("error"), "a refusal");
    calm.assertNothingLeft();
  }

  @Test
  void whoGoesOnAndOnIsClosed() {
    RawSocket client = quick.bareGuest("Deaf");
    byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
    Closed closed = null;
    while (closed == null) {
      try {
        client.send(RawFrame.TEXT, ping);
      } catch (UncheckedIOException closedMeanwhile) {
        // Why, is still to be read.
      }
      RawFrame frame = client.read();
      if (frame.opcode() == RawFrame.CLOSE) {
        closed = frame.closed();
      }
    }
    assertThat(closed).isEqualTo(new Closed(1008, "rate-limit-abuse"));
  }
}
