package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.RefusedException;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A client that stops reading costs a bounded queue: not the room, and not the heap. */
class SlowConsumerIT {
  private static final int MESSAGES = 3_000;

  /** So many fit into the queue: who reads is never held to be slow, however busy the machine. */
  private static final int AT_ONCE = 25;

  private static final String WORDS = "x".repeat(7_900);
  private static final long MIB = 1 << 20;

  private static GatewayServer server;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  private final String room = Visitors.unique("room");

  @BeforeAll
  static void aServerWithASmallQueueAndASmallHeap() {
    server =
        GatewayServer.start(
            SharedGateway.options()
                .with("parley.identity.guests.enabled", "false")
                .with("parley.session.queue-bytes", "256KiB")
                .with("parley.session.silence", "5m") // it answers no pings either
                .with("parley.rate.commands-per-second", "100000")
                .with("parley.rate.burst", "100000")
                .withJvmOption("-Xmx224m"));
  }

  @AfterAll
  static void stopped() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?batch=true"})
  void itIsClosedWhileTheRoomGoesOnAndTheHeapStaysFlat(String query) {
    WireClient sender = visitors.user(Visitors.unique("sender"));
    WireClient reader =
        visitors.closing(
            visitors.handshake().bearer(SignedTokens.of("reader", "Reader")).batch().enter());
    Visitors.join(sender, room);
    Visitors.join(reader, room);
    RawSocket slow = stopsReading(query);
    sender.event("room:user-joined");
    sender.event("room:user-joined");
    long before = server.usedHeap();
    double sessions = Metrics.sum(server, "parley_sessions");

    long most = 0;
    for (int sent = 0; sent < MESSAGES; ) {
      for (int end = sent + AT_ONCE; sent < end; sent++) {
        sender.tell("chat:send", Map.of("roomId", room, "content", WORDS));
      }
      for (long seq = sent - AT_ONCE + 1; seq <= sent; seq++) {
        assertThat(sender.event("chat:message").path("seq").longValue()).isEqualTo(seq);
        assertThat(reader.event("chat:message").path("seq").longValue()).isEqualTo(seq);
      }
      if (sent % 500 == 0) {
        most = Math.max(most, server.usedHeap());
      }
    }
    assertThat(most - before).as("growth of the heap, in bytes").isLessThan(16 * MIB);
    await().until(() -> Metrics.sum(server, "parley_sessions") == sessions - 1);
    await().until(() -> Metrics.sum(server, "parley_queue_bytes") == 0);
    assertThat(slow.awaitClose().code()).isIn(4001, 1006);
    reader.answer(reader.send("ping", Map.of()));

    // It comes back, and reads at its leisure what it missed.
    JsonNode again = Visitors.join(visitors.user(Visitors.unique("slow")), room);
    assertThat(again.path("seq").longValue()).isEqualTo(MESSAGES);
  }

  /** A member that does not read on after it has entered. */
  private RawSocket stopsReading(String query) {
    RawSocket slow =
        visitors.closing(
            RawSocket.open(
                URI.create(visitors.endpoint() + query),
                Map.of("Authorization", "Bearer " + SignedTokens.of("slow", "Slow")),
                4096));
    slow.sendText("{\"type\":\"room:join\",\"id\":\"j\",\"data\":{\"roomId\":\"" + room + "\"}}");
    RawFrame frame = slow.readUntil(RawFrame.TEXT);
    while (!frame.text().contains("\"id\":\"j\"")) {
      frame = slow.readUntil(RawFrame.TEXT);
    }
    return slow;
  }

  @Test
  void whatItMissedIsInTheHistory() {
    WireClient sender = visitors.user(Visitors.unique("sender"));
    Visitors.join(sender, room);
    RawSocket slow = stopsReading("");
    for (int sent = 0; sent < 1_500; sent += AT_ONCE) {
      for (int i = 0; i < AT_ONCE; i++) {
        sender.tell("chat:send", Map.of("roomId", room, "content", WORDS));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        sender.event("chat:message");
      }
    }
    slow.drop();
    WireClient back = visitors.user("slow");
    Visitors.join(back, room);
    List<JsonNode> all = Visitors.history(back, room);
    assertThat(all)
        .extracting(m -> m.path("seq").longValue())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_500).boxed().toList());
  }

  @Test
  void whereGuestsAreNotAllowedANameIsNotEnough() {
    assertThatThrownBy(() -> visitors.guest("Gus"))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.status()).isEqualTo(401));
  }
}
