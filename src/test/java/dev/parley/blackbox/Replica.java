package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.wire.WireClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A room as a client knows it that follows the protocol: its messages, and its position. */
final class Replica {
  private final TreeMap<Long, JsonNode> messages = new TreeMap<>();
  private @Nullable String epoch;
  private long seq;
  private long rev;

  /** Enters with the position of before, and takes over what it is told. */
  void comeBack(WireClient client, String room) {
    if (epoch == null) {
      JsonNode ack = Visitors.join(client, room);
      epoch = ack.path("epoch").stringValue();
      return;
    }
    Map<String, Object> since = Map.of("epoch", epoch, "seq", seq, "rev", rev);
    JsonNode ack = client.ask("room:join", Map.of("roomId", room, "since", since));
    assertThat(ack.path("recovered").booleanValue()).as("%s since %s", ack, since).isTrue();
    for (JsonNode message : ack.path("messages")) {
      assertThat(message.path("seq").longValue()).isEqualTo(++seq);
      messages.put(seq, message);
    }
    for (JsonNode message : ack.path("changed")) {
      assertThat(messages).containsKey(message.path("seq").longValue());
      messages.put(message.path("seq").longValue(), message);
    }
    seq = ack.path("seq").longValue();
    rev = ack.path("rev").longValue();
  }

  /** Takes so many events of the room. */
  void hear(WireClient client, int events) {
    for (int i = 0; i < events; i++) {
      JsonNode event =
          client.await(f -> f.path("type").asString().startsWith("chat:"), "what is said");
      JsonNode message = event.path("data");
      long place = message.path("seq").longValue();
      if (event.path("type").stringValue().equals("chat:message")) {
        assertThat(place).isEqualTo(++seq);
      } else {
        assertThat(message.path("rev").longValue()).isEqualTo(++rev);
      }
      messages.put(place, message);
    }
  }

  List<JsonNode> messages() {
    return List.copyOf(messages.values());
  }
}
