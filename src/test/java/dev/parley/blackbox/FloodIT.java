package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More than anybody needs, of what is allowed: it costs the sender its connection, nobody more. */
class FloodIT {
  private static final long FLAT = 40 << 20;
  private static final Duration ENDED = Duration.ofSeconds(30);
  private static final int AT_ONCE = 8 * 1024;
  private static final int BURST = 2_000;
  private static final int CLIENTS = 10; // of 25 that an address may have, others' included
  private static final byte[] COMMAND =
      "{\"type\":\"ping\",\"id\":\"1\"}".getBytes(StandardCharsets.US_ASCII);

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  private final GatewayServer server = QuickGateway.get();

  /** Runs the attack beside people who chat; the heap must be about what it was before. */
  private void harmsNobody(Runnable attack) {
    try (Bystanders bystanders = new Bystanders(visitors)) {
      long[] growth = new long[1];
      long before = server.usedHeap();
      bystanders.areUndisturbedBy(
          () -> {
            attack.run();
            growth[0] = server.usedHeap() - before;
          });
      assertThat(growth[0]).as("growth of the heap, in bytes").isLessThan(FLAT);
    }
  }

  /** Sends a frame again and again, until the server has ended the connection. */
  private static Thread flood(RawSocket client, byte[] frame) {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    while (many.size() < AT_ONCE) {
      many.writeBytes(frame);
    }
    byte[] bytes = many.toByteArray();
    Thread flood =
        new Thread(
            () -> {
              try {
                while (true) {
                  client.sendBytes(bytes);
                }
              } catch (UncheckedIOException ended) {
                // And so does the flood.
              }
            });
    flood.start();
    return flood;
  }

  /** A client that does not read what it is told. */
  private RawSocket deaf() {
    RawSocket client = visitors.bareGuest("Mallory", 4096);
    client.readUntil(RawFrame.TEXT);
    return client;
  }

  @Test
  void whoPingsAndDoesNotReadTheAnswersIsCutOff() {
    byte[] ping = RawFrame.masked(RawFrame.FIN | RawFrame.PING, new byte[125]);
    harmsNobody(
        () -> {
          Thread flood = flood(deaf(), ping);
          await().atMost(ENDED).until(() -> !flood.isAlive());
        });
  }

  /**
   * Undertow keeps empty fragments to itself, and so the client is silent. Tyrus may have read more
   * than it has looked at, and then ends it by its own bound. The client goes on after it was told:
   * then the connection ends without it.
   */
  @Test
  void aFrameOfEndlessEmptyFragmentsEnds() {
    byte[] empty = RawFrame.masked(RawFrame.CONTINUATION, new byte[0]);
    harmsNobody(
        () -> {
          RawSocket client = visitors.bareGuest("Mallory");
          client.readUntil(RawFrame.TEXT);
          client.sendFragment(RawFrame.TEXT, new byte[0], false);
          Thread flood = flood(client, empty);
          assertThat(client.readUntil(RawFrame.CLOSE).closed())
              .isIn(
                  new Closed(1009, "frame-too-big"),
                  new Closed(4002, "heartbeat-timeout"),
                  new Closed(1011, "Buffer overflow."));
          await().atMost(ENDED).until(() -> !flood.isAlive());
        });
  }

  @Test
  void framesThatNeverEndAreNotGathered() {
    byte[] part = new byte[4_000_000];
    harmsNobody(
        () -> {
          List<RawSocket> clients = new ArrayList<>();
          for (int i = 0; i < 15; i++) {
            RawSocket client = visitors.bareGuest("Mallory");
            clients.add(client);
            try {
              client.sendBytes(RawFrame.beginning(RawFrame.FIN | RawFrame.TEXT, 1L << 40));
              client.sendBytes(part);
            } catch (UncheckedIOException closed) {
              // Before all of it was sent.
            }
          }
          for (RawSocket client : clients) {
            assertThat(client.awaitClose().code()).isIn(1006, 1009, 1011);
          }
        });
  }

  @Test
  void aBurstOfTwoThousandFramesIsAnsweredFrameByFrame() {
    ByteArrayOutputStream burst = new ByteArrayOutputStream();
    for (int i = 0; i < BURST; i++) {
      burst.writeBytes(RawFrame.masked(RawFrame.FIN | RawFrame.TEXT, COMMAND));
    }
    harmsNobody(
        () -> {
          RawSocket client = visitors.bareGuest("Mallory");
          client.readUntil(RawFrame.TEXT);
          client.sendBytes(burst.toByteArray());
          int refused = 0;
          for (int i = 0; i < BURST; i++) {
            RawFrame answer = client.readUntil(RawFrame.TEXT, RawFrame.CLOSE);
            if (answer.opcode() == RawFrame.CLOSE) { // where it took the server a second
              assertThat(answer.closed()).isEqualTo(new Closed(1008, "rate-limit-abuse"));
              return;
            }
            refused += answer.text().contains("\"rate-limited\"") ? 1 : 0;
          }
          assertThat(refused).isPositive();
        });
  }

  /** Who shares the address shares its bound; soon after it is free again. */
  @Test
  void soIsOneOverManyConnections() {
    long before = server.usedHeap();
    List<RawSocket> clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> visitors.bareGuest("Mallory")).toList();
    for (int i = 0; i < BURST; i++) {
      clients.get(i % CLIENTS).send(RawFrame.TEXT, COMMAND);
    }
    for (RawSocket client : clients) {
      client.readUntil(RawFrame.TEXT);
      for (int i = 0; i < BURST / CLIENTS; i++) {
        assertThat(client.readUntil(RawFrame.TEXT).text())
            .containsAnyOf("\"pong\"", "\"rate-limited\"");
      }
    }
    assertThat(server.usedHeap() - before).isLessThan(FLAT);
    WireClient ada = visitors.guest("Ada");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> ada.answer(ada.send("ping", Map.of())));
  }
}
