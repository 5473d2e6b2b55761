package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The caps on connections, rooms and members, on a server where they are small. */
class CapsIT {
  private static final int PER_USER = 3;
  private static final int PER_ADDRESS = 25;
  private static final int ROOMS_PER_SESSION = 10;
  private static final int ROOMS_PER_NODE = 30;

  @RegisterExtension final Visitors visitors = new Visitors(QuickGateway::get);

  @Test
  void aUserHasSoManyConnections() {
    String ada = Visitors.unique("ada");
    List<WireClient> connected = new ArrayList<>();
    for (int i = 0; i < PER_USER; i++) {
      connected.add(visitors.user(ada));
    }
    WireClient tooMany =
        visitors.closing(visitors.handshake().bearer(SignedTokens.of(ada, ada)).open());
    assertThat(tooMany.event("goodbye").path("reason").stringValue())
        .isEqualTo("too-many-connections");
    assertThat(tooMany.awaitClose()).isEqualTo(new Closed(4004, "too-many-connections"));
    connected.forEach(WireClient::assertNothingLeft);

    connected.get(0).close();
    await().untilAsserted(() -> visitors.user(ada).assertNothingLeft());
  }

  @Test
  void anAddressHasSoManyConnections() {
    URI uri = URI.create(visitors.endpoint() + "?name=Crowd");
    List<RawSocket> crowd = new ArrayList<>();
    RawSocket next = RawSocket.open(uri, Map.of());
    while (next.status() == 101) {
      next.readUntil(RawFrame.TEXT); // welcomed, and so counted
      crowd.add(visitors.closing(next));
      next = RawSocket.open(uri, Map.of());
    }
    visitors.closing(next);
    assertThat(next.status()).isEqualTo(429);
    assertThat(next.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(crowd).hasSizeLessThanOrEqualTo(PER_ADDRESS);

    crowd.forEach(RawSocket::close);
    await()
        .untilAsserted(
            () -> {
              try (RawSocket again = RawSocket.open(uri, Map.of())) {
                assertThat(again.status()).isEqualTo(101);
              }
            });
  }

  @Test
  void aSessionIsInSoManyRooms() {
    WireClient client = visitors.guest("Roamer");
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < ROOMS_PER_SESSION; i++) {
      joined.add(Visitors.unique("room"));
      Visitors.join(client, joined.get(i));
    }
    JsonNode refusal = client.refusal("room:join", Map.of("roomId", Visitors.unique("room")));
    assertThat(refusal.path("code").stringValue()).isEqualTo("limit-reached");
    assertThat(refusal.path("message").stringValue()).contains("10 rooms");

    Visitors.join(client, joined.get(0)); // where it is already
    client.ask("room:leave", Map.of("roomId", joined.get(0)));
    Visitors.join(client, Visitors.unique("room"));
    client.assertNothingLeft();
  }

  @Test
  void aNodeHasSoManyRooms() {
    Map<String, WireClient> settled = new LinkedHashMap<>();
    WireClient settler = visitors.guest("Settler");
    JsonNode answer = null;
    for (int i = 0; i <= ROOMS_PER_NODE && (answer == null || !answer.has("code")); i++) {
      if (i > 0 && i % ROOMS_PER_SESSION == 0) {
        settler = visitors.guest("Settler");
      }
      String room = Visitors.unique("room");
      answer = settler.answer(settler.send("room:join", Map.of("roomId", room))).path("data");
      settled.put(room, settler);
    }
    assertThat(answer.path("code").stringValue()).isEqualTo("limit-reached");
    assertThat(answer.path("message").stringValue()).contains("30 rooms");

    // Left, not cut off: the rooms are free again at once, and not in the way of other tests.
    settled.forEach(
        (room, client) -> client.answer(client.send("room:leave", Map.of("roomId", room))));
    Visitors.join(settler, Visitors.unique("room"));
  }

  @Test
  void aRoomHasSoManyMembers() {
    String room = Visitors.unique("small:room");
    WireClient ada = visitors.guest("Ada");
    WireClient ben = visitors.guest("Ben");
    WireClient cleo = visitors.guest("Cleo");
    Visitors.join(ada, room);
    Visitors.join(ben, room);
    assertThat(cleo.refusal("room:join", Map.of("roomId", room)).path("code").stringValue())
        .isEqualTo("limit-reached");
    WireClient alsoBen = visitors.stranger();
    alsoBen.ask("auth", Map.of("token", ben.welcomed().path("guestToken").stringValue()));
    alsoBen.welcomed();
    assertThat(Visitors.join(alsoBen, room).path("memberCount").intValue()).isEqualTo(2);

    ada.ask("room:leave", Map.of("roomId", room));
    assertThat(Visitors.join(cleo, room).path("memberCount").intValue()).isEqualTo(2);
  }

  /**
   * Until a burst of an earlier test is no longer charged to the address, it meets another bound.
   */
  @Test
  void framesWaitBehindAJoinWithinABound() {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(this::tooManyFramesBehindAJoin);
  }

  private void tooManyFramesBehindAJoin() {
    WireClient client = visitors.guest("Eager");
    String room = Visitors.unique("room");
    client.send("room:join", Map.of("roomId", room));
    for (int i = 0; i < 400; i++) {
      client.tell("typing:stop", Map.of("roomId", room));
    }
    int refused = 0;
    JsonNode first = client.next();
    while (first.path("data").path("code").asString("").equals("unavailable")) {
      refused++;
      first = client.next(); // told at once, not behind the join
    }
    assertThat(refused).isPositive();
    assertThat(first.path("type").stringValue()).isEqualTo("ack");
    client.answer(client.send("ping", Map.of()));
  }
}
