package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that wants into ten thousand rooms gets into ten, and hurts nobody. */
class MassJoinIT {
  private static final int ROOMS = 10_000;
  private static final int PER_SESSION = 10;
  private static final int PER_NODE = 30;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  /** The caps of the node are for all tests. */
  @BeforeEach
  void roomsOfOthersAreGone() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(rooms()).isZero());
  }

  /** Sends again and again, until the server has closed. */
  private static void joinAll(WireClient client, String prefix) {
    for (int room = 0; !client.isClosed(); room = (room + 1) % ROOMS) {
      try {
        client.tell("room:join", Map.of("roomId", prefix + room));
      } catch (RuntimeException closedMeanwhile) {
        return;
      }
    }
  }

  private static double rooms() {
    return Metrics.sum(QuickGateway.get(), "parley_rooms");
  }

  private static double closedForAbuse() {
    return Metrics.sum(
        QuickGateway.get(), "parley_sessions_closed_total", "reason=\"rate-limit-abuse\"");
  }

  @Test
  void whoWantsIntoTenThousandRoomsAtOnceIsClosedAndOthersAreUndisturbed() {
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    String lobby = Visitors.unique("lobby");
    Visitors.join(ada, lobby);
    Visitors.join(ben, lobby);
    ada.event("room:user-joined");
    double before = rooms();
    double closedBefore = closedForAbuse();
    WireClient greedy = visitors.guest("Greedy");
    String prefix = Visitors.unique("mass") + "-";

    Thread flood = new Thread(() -> joinAll(greedy, prefix));
    flood.start();
    for (int message = 1; message <= 20; message++) {
      assertThat(Visitors.say(ada, lobby, "calm " + message).path("seq").intValue())
          .isEqualTo(message);
      assertThat(ben.event("chat:message").path("content").stringValue())
          .isEqualTo("calm " + message);
      assertThat(rooms()).isLessThanOrEqualTo(before + PER_SESSION);
    }

    greedy.awaitClose(
        Duration.ofSeconds(60)); // 1008, unless what it still sends resets the connection
    assertThat(closedForAbuse()).isEqualTo(closedBefore + 1);
    Awaitility.await().until(() -> !flood.isAlive());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(rooms()).isLessThanOrEqualTo(before));
  }

  @Test
  void pastItsRoomsASessionIsRefusedAndKeepsThoseThatItHas() {
    WireClient client = visitors.guest("Collector");
    String prefix = Visitors.unique("some") + "-";
    for (int room = 0; room < PER_SESSION; room++) {
      Visitors.join(client, prefix + room);
    }
    for (int room = PER_SESSION; room < 5 * PER_SESSION; room++) {
      assertThat(
              client
                  .refusal("room:join", Map.of("roomId", prefix + room))
                  .path("code")
                  .stringValue())
          .isEqualTo("limit-reached");
    }
    Visitors.say(client, prefix + 0, "still in");
  }

  @Test
  void severalSessionsTogetherGetNoMoreThanTheNodeHas() {
    GatewayServer server = QuickGateway.get();
    String prefix = Visitors.unique("many") + "-";
    int refused = 0;
    for (int session = 0; session < 5; session++) {
      WireClient client = visitors.guest("Collector" + session);
      for (int room = 0; room < PER_SESSION; room++) {
        Map<String, String> join = Map.of("roomId", prefix + session + "-" + room);
        String type = client.answer(client.send("room:join", join)).path("type").stringValue();
        refused += type.equals("error") ? 1 : 0;
      }
    }
    assertThat(Metrics.sum(server, "parley_rooms")).isLessThanOrEqualTo(PER_NODE);
    assertThat(refused).isGreaterThanOrEqualTo(5 * PER_SESSION - PER_NODE);
  }
}
