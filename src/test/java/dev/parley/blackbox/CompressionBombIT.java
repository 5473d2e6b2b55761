package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.Deflated;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * permessage-deflate (RFC 7692) where the server has a setting for it and it is on: a frame has as
 * many bytes as it inflates to. Elsewhere it is not agreed to, and a compressed frame breaks the
 * protocol.
 */
class CompressionBombIT {
  private static final boolean OFFERED = "wildfly".equals(System.getProperty("parley.server"));
  private static final Closed TOO_BIG = new Closed(1009, "frame-too-big");
  private static final int COMPRESSED = RawFrame.FIN | RawFrame.RSV1 | RawFrame.TEXT;
  private static final int FRAME_BYTES = 64 * 1024;
  private static final int BOMB = 64 << 20;
  private static final long FLAT = 40 << 20;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  /** A guest who asks for compression. */
  private RawSocket asking() {
    RawSocket client =
        visitors.closing(
            RawSocket.open(
                URI.create(visitors.endpoint() + "?name=Mallory"),
                Map.of("Sec-WebSocket-Extensions", "permessage-deflate")));
    assertThat(client.status()).isEqualTo(101);
    assertThat(client.header("Sec-WebSocket-Extensions"))
        .isEqualTo(OFFERED ? "permessage-deflate" : null);
    return client;
  }

  private static byte[] pingOf(int bytes) {
    String head = "{\"type\":\"ping\",\"data\":{\"x\":\"";
    String tail = "\"}}";
    return (head + "x".repeat(bytes - head.length() - tail.length()) + tail)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aCompressedFrameIsTakenOnlyWhereThatWasAgreed() {
    RawSocket client = asking();
    Deflated deflated = new Deflated();
    RawFrame welcome = client.readUntil(RawFrame.TEXT);
    client.sendBytes(RawFrame.masked(COMPRESSED, deflated.compress(pingOf(FRAME_BYTES))));
    if (OFFERED) {
      assertThat(deflated.inflate(welcome.payload())).contains("\"welcome\"");
      assertThat(deflated.inflate(client.readUntil(RawFrame.TEXT).payload())).contains("\"pong\"");
    } else {
      assertThat(welcome.text()).contains("\"welcome\"");
      assertThat(client.awaitClose().code()).isEqualTo(1002);
    }
  }

  @Test
  void theLimitCountsWhatItInflatesTo() {
    RawSocket client = asking();
    client.sendBytes(RawFrame.masked(COMPRESSED, new Deflated().compress(pingOf(FRAME_BYTES + 1))));
    assertThat(client.awaitClose().code()).isEqualTo(OFFERED ? TOO_BIG.code() : 1002);
  }

  @Test
  void bombsEndTheirConnectionsAndTheHeapStaysFlat() {
    byte[] bomb = new Deflated().compress(pingOf(BOMB));
    assertThat(bomb.length).isLessThan(FRAME_BYTES + 4 * 1024); // a thousandth
    GatewayServer server = QuickGateway.get();
    try (Bystanders bystanders = new Bystanders(visitors)) {
      long before = server.usedHeap();
      bystanders.areUndisturbedBy(
          () -> {
            for (int i = 0; i < 8; i++) {
              RawSocket client = asking();
              client.sendBytes(RawFrame.masked(COMPRESSED, bomb));
              assertThat(client.awaitClose().code()).isEqualTo(OFFERED ? TOO_BIG.code() : 1002);
            }
          });
      assertThat(server.usedHeap() - before).isLessThan(FLAT);
    }
  }
}
