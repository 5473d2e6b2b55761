package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is still there: pinged every second here, and dropped after three of silence. */
class HeartbeatIT {
  private static final int GHOSTS = 5;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  @Test
  void aSilentClientIsDropped() {
    RawSocket silent = visitors.bareGuest("Silent");
    silent.readUntil(RawFrame.TEXT);
    assertThat(silent.awaitClose()).isEqualTo(new Closed(4002, "heartbeat-timeout"));
  }

  @Test
  void whoAnswersPingsStays() {
    WireClient patient = visitors.guest("Patient"); // answers pings, says nothing
    RawSocket pings = visitors.bareGuest("Counter");
    for (int i = 0; i < 5; i++) {
      RawFrame ping = pings.readUntil(RawFrame.PING);
      pings.send(RawFrame.PONG, ping.payload());
    }
    assertThat(patient.isClosed()).isFalse();
    patient.assertNothingLeft();
  }

  @Test
  void anyFrameIsASignOfLife() {
    RawSocket talker = visitors.bareGuest("Talker");
    for (int i = 0; i < 5; i++) {
      talker.readUntil(RawFrame.PING); // fails when it is closed instead
      talker.sendText("{\"type\":\"ping\"}"); // and no pong
    }
  }

  @Test
  void ghostsAreGoneSoon() {
    awaitSessions(0);
    for (int i = 0; i < GHOSTS; i++) {
      visitors.bareGuest("Ghost").drop(); // right after the handshake
    }
    RawSocket halfOpen = visitors.bareGuest("Half"); // as if its network had gone
    awaitSessions(0);
    assertThat(halfOpen.awaitClose().code()).isIn(4002, 1006);
  }

  /** Awaits so many sessions on the server; those of earlier tests have a moment to go. */
  private static void awaitSessions(int sessions) {
    GatewayServer server = QuickGateway.get();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Metrics.sum(server, "parley_sessions") == sessions);
  }
}
