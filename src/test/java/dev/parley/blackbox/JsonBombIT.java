package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Frames within the length that want the most of a parser: each is taken or refused at once, and
 * nothing of it stays. What is refused for its shape, {@link BadFrameIT} has.
 */
class JsonBombIT {
  private static final long FLAT = 40 << 20;
  private static final int ROUNDS = 30; // within the burst

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private static Map<String, String> bombs() {
    Map<String, String> all = new TreeMap<>();
    all.put("an array of 30,000 elements", list("0", 30_000));
    all.put("20,000 empty arrays", list("[]", 20_000));
    all.put("1,800 numbers of 32 digits", list("9".repeat(32), 1_800));
    all.put("1,000 arrays 28 deep", list("[".repeat(28) + "]".repeat(28), 1_000));
    all.put("a text of 10,000 escapes", "[\"" + "\\u0000".repeat(10_000) + "\"]");
    all.put("6,000 keys", object(IntStream.range(0, 6_000).mapToObj(i -> "k" + i).toList()));
    all.put("1,024 keys of one hash, as Java has it", object(colliding("Aa", "BB", 10)));
    all.put("1,024 keys of one hash, as the parser has it", object(colliding("AB", "B!", 10)));
    return all;
  }

  private static String list(String element, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> element)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(List<String> keys) {
    return keys.stream().map(key -> "\"" + key + "\":0").collect(Collectors.joining(",", "{", "}"));
  }

  /** Every word of so many of the two syllables, which have the same hash. */
  private static List<String> colliding(String one, String other, int syllables) {
    List<String> words = List.of("");
    for (int i = 0; i < syllables; i++) {
      List<String> longer = new ArrayList<>();
      for (String word : words) {
        longer.add(word + one);
        longer.add(word + other);
      }
      words = longer;
    }
    return words;
  }

  static Iterable<String> names() {
    return bombs().keySet();
  }

  private static String ping(String id, String value) {
    return "{\"type\":\"ping\",\"id\":\"%s\",\"data\":{\"x\":%s}}".formatted(id, value);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isAnsweredAtOnceAndTheHeapIsFlat(String name) {
    GatewayServer server = SharedGateway.get();
    WireClient client = visitors.guest("Bomber");
    String bomb = bombs().get(name);
    client.sendText(ping("warm-up", bomb));
    client.answer("warm-up");
    long before = server.usedHeap();
    long started = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      client.sendText(ping("b" + i, bomb));
      assertThat(client.answer("b" + i).path("type").stringValue()).isEqualTo("pong");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    assertThat(server.usedHeap() - before).isLessThan(FLAT);
    client.assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1E-999999999", "0.00000000000000000000000000001"})
  void aNumberIsPassedOnAndNeverWrittenOut(String number) {
    WireClient client = visitors.guest("Bomber");
    String room = Visitors.unique("room");
    Visitors.join(client, room);
    client.sendText(
        "{\"type\":\"emit\",\"id\":\"e\",\"data\":{\"to\":{\"room\":\"%s\"},\"event\":\"x\",\"payload\":%s}}"
            .formatted(room, number));
    assertThat(client.answer("e").path("type").stringValue()).isEqualTo("ack");
    assertThat(client.event("event").path("payload").isNumber()).isTrue();
    client.sendText(
        "{\"type\":\"room:join\",\"id\":\"j\",\"data\":{\"roomId\":\"%s\",\"history\":%s}}"
            .formatted(room, number));
    assertThat(code(client.answer("j"))).isEqualTo("invalid");
    client.assertNothingLeft();
  }

  @Test
  void halfASurrogatePairIsNoText() {
    WireClient client = visitors.guest("Bomber");
    String room = Visitors.unique("room");
    Visitors.join(client, room);
    client.sendText("{\"type\":\"ping\",\"id\":\"\\ud800\"}");
    assertThat(code(client.next())).isEqualTo("malformed");
    client.sendText("{\"type\":\"room:join\",\"id\":\"1\",\"data\":{\"roomId\":\"\\ud800\"}}");
    assertThat(code(client.answer("1"))).isEqualTo("invalid");
    client.sendText(
        "{\"type\":\"chat:send\",\"id\":\"2\",\"data\":{\"roomId\":\"%s\",\"content\":\"a\\udc00\"}}"
            .formatted(room));
    assertThat(code(client.answer("2"))).isEqualTo("invalid");
    client.sendText(
        "{\"type\":\"presence:set\",\"id\":\"3\",\"data\":{\"status\":\"away\",\"text\":\"\\ud800\"}}");
    assertThat(code(client.answer("3"))).isEqualTo("invalid");
    client.assertNothingLeft();
  }

  @Test
  void norIsItAPayload() {
    WireClient client = visitors.guest("Bomber");
    String room = Visitors.unique("room");
    Visitors.join(client, room);
    client.sendText(
        "{\"type\":\"emit\",\"id\":\"e\",\"data\":{\"to\":{\"room\":\"%s\"},\"event\":\"x\",\"payload\":[\"\\ud800\"]}}"
            .formatted(room));
    assertThat(code(client.answer("e"))).isIn("invalid", "malformed");
    client.assertNothingLeft();
  }

  private static String code(JsonNode error) {
    return error.path("data").path("code").asString("");
  }
}
