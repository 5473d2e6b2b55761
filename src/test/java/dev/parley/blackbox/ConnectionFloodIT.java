package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.WireClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More connections than an address may have, and such as are never quite made. */
class ConnectionFloodIT {
  private static final int HALF_OPEN = 40;
  private static final int PER_ADDRESS = 200;

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private void assertServed() {
    String room = Visitors.unique("room");
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    Visitors.join(ada, room);
    Visitors.join(ben, room);
    Visitors.say(ada, room, "still here");
    assertThat(ben.event("chat:message").path("content").stringValue()).isEqualTo("still here");
  }

  @Test
  void whoNeverEndsTheHandshakeHoldsNobodyUp() throws IOException {
    URI uri = visitors.endpoint();
    String begun =
        "GET %s?name=Slow HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgr"
            .formatted(uri.getPath(), uri.getHost(), uri.getPort());
    List<Socket> halfOpen = new ArrayList<>();
    for (int i = 0; i < HALF_OPEN; i++) {
      Socket slow = visitors.closing(new Socket(uri.getHost(), uri.getPort()));
      slow.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      halfOpen.add(slow);
    }
    for (int round = 0; round < 3; round++) {
      assertServed();
      for (Socket slow : halfOpen) { // one more byte, as slow ones do
        slow.getOutputStream().write("ade\r\nX".charAt(round));
      }
    }
  }

  @Test
  void anAddressHasItsConnectionsAndThoseGoOn() {
    URI uri = URI.create(visitors.endpoint() + "?name=Crowd");
    List<RawSocket> crowd = new ArrayList<>();
    RawSocket next = visitors.closing(RawSocket.open(uri, Map.of()));
    while (next.status() == 101) {
      next.readUntil(RawFrame.TEXT); // welcomed, and so counted
      crowd.add(next);
      next = visitors.closing(RawSocket.open(uri, Map.of()));
    }
    assertThat(next.status()).isEqualTo(429);
    assertThat(crowd).hasSizeBetween(PER_ADDRESS / 2, PER_ADDRESS);

    RawSocket first = crowd.get(0);
    first.sendText("{\"type\":\"ping\",\"id\":\"1\"}");
    assertThat(first.readUntil(RawFrame.TEXT).text()).contains("\"pong\"");
    for (int i = 0; i < PER_ADDRESS; i++) {
      try (RawSocket refused = RawSocket.open(uri, Map.of())) {
        assertThat(refused.status()).isEqualTo(429);
      }
    }
    crowd.forEach(RawSocket::close);
    await().ignoreExceptions().untilAsserted(this::assertServed);
  }
}
