package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.wire.Closed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String LOBBY =
      """
      {"about": "A room.", "live": {"lobby": "room", "E1": "id", "E2": "id", "48": "number",
          "2026-03-14T09:26:53.589Z": "time", "T": {"token": {"sub": "u", "name": "U"}}},
        "steps": [{"client": "ada", "connect": {}},
          {"client": "ada", "send": {"type": "room:join", "data": {"roomId": "lobby"}}},
          %s]}
      """;

  private static final String EXPECT =
      "{\"client\": \"ada\", \"expect\": {\"type\": \"x\", \"data\": {\"a\": 1, \"e\": \"E1\"}}}";

  @Test
  void passesWhereEveryFrameComes() {
    assertThatCode(() -> replay(EXPECT, "{'type':'x','data':{'e':'live-1','a':1}}"))
        .doesNotThrowAnyException();
  }

  @Test
  void failsAtAFieldThatIsNotExpected() {
    assertThatThrownBy(() -> replay(EXPECT, "{'type':'x','data':{'a':1,'e':'e','more':0}}"))
        .hasMessageContaining("/data/more: not expected, was 0");
  }

  @Test
  void failsAtAFieldThatIsMissing() {
    assertThatThrownBy(() -> replay(EXPECT, "{'type':'x','data':{'a':1}}"))
        .hasMessageContaining("/data/e: expected \"E1\", was missing");
  }

  @Test
  void failsAtAnotherValueOrAnotherKindOfValue() {
    assertThatThrownBy(() -> replay(EXPECT, "{'type':'x','data':{'a':2,'e':'e'}}"))
        .hasMessageContaining("/data/a: expected 1, was 2");
    assertThatThrownBy(() -> replay(EXPECT, "{'type':'x','data':{'a':'1','e':'e'}}"))
        .hasMessageContaining("/data/a: expected 1, was \"1\"");
    assertThatThrownBy(() -> replay(EXPECT, "{'type':'x','data':{'a':1,'e':7}}"))
        .hasMessageContaining("/data/e: expected \"E1\", was 7");
  }

  @Test
  void holdsALiveValueToWhatItWasFirst() {
    String same =
        "{\"client\": \"ada\", \"expect\": {\"type\": \"x\", \"data\": [\"E1\", \"E1\"]}}";
    assertThatCode(() -> replay(same, "{'type':'x','data':['p','p']}")).doesNotThrowAnyException();
    assertThatThrownBy(() -> replay(same, "{'type':'x','data':['p','q']}"))
        .hasMessageContaining("/data/1: expected \"E1\" (which is \"p\"), was \"q\"");
  }

  @Test
  void takesTwoIdsForTwoValues() {
    String two = "{\"client\": \"ada\", \"expect\": {\"type\": \"x\", \"data\": [\"E1\", \"E2\"]}}";
    assertThatCode(() -> replay(two, "{'type':'x','data':['p','q']}")).doesNotThrowAnyException();
    assertThatThrownBy(() -> replay(two, "{'type':'x','data':['p','p']}"))
        .hasMessageContaining("/data/1: expected \"E2\"");
  }

  @Test
  void takesATimeOfTheWireOnly() {
    String time =
        "{\"client\": \"ada\", \"expect\": {\"type\": \"x\", \"data\": [\"2026-03-14T09:26:53.589Z\"]}}";
    assertThatCode(() -> replay(time, "{'type':'x','data':['2030-01-01T00:00:00.000Z']}"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> replay(time, "{'type':'x','data':['2030-01-01T00:00:00Z']}"))
        .hasMessageContaining("/data/0: expected");
  }

  @Test
  void takesAnyNumberForALiveOne() {
    String number =
        "{\"client\": \"ada\", \"expect\": {\"type\": \"x\", \"data\": {\"code\": \"c\", \"message\": \"m\", \"n\": 48}}}";
    assertThatCode(() -> replay(number, "{'type':'x','data':{'code':'c','message':'wait','n':3}}"))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> replay(number, "{'type':'x','data':{'code':'c','message':'wait','n':-3}}"))
        .hasMessageContaining("/data/n: expected 48, was -3");
    assertThatThrownBy(() -> replay(number, "{'type':'x','data':{'code':'c','message':'','n':3}}"))
        .hasMessageContaining("/data/message: no text");
  }

  @Test
  void failsAtAFrameThatIsLeftOver() {
    assertThatThrownBy(
            () -> replay(EXPECT, "{'type':'x','data':{'a':1,'e':'e'}}", "{'type':'y','data':{}}"))
        .hasMessageContaining("left over for ada");
  }

  @Test
  void takesFramesInAnyOrderWhereTheFileSaysSo() {
    String any =
        "{\"client\": \"ada\", \"expectInAnyOrder\": [{\"type\": \"x\", \"data\": {\"e\": \"E1\"}},"
            + " {\"type\": \"x\", \"data\": {\"e\": \"E2\", \"a\": 1}}]}";
    assertThatCode(
            () ->
                replay(any, "{'type':'x','data':{'e':'p','a':1}}", "{'type':'x','data':{'e':'q'}}"))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> replay(any, "{'type':'x','data':{'e':'p'}}", "{'type':'x','data':{'e':'q'}}"))
        .hasMessageContaining("in any order");
  }

  @Test
  void readsABatchFrameByFrame() {
    String batch =
        "{\"client\": \"ada\", \"expect\": {\"type\": \"batch\", \"data\": [{\"type\": \"x\", \"data\": {}},"
            + " {\"type\": \"y\", \"data\": {}}]}}";
    assertThatCode(() -> replay(batch, "{'type':'x','data':{}}", "{'type':'y','data':{}}"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> replay(batch, "{'type':'y','data':{}}", "{'type':'x','data':{}}"))
        .hasMessageContaining("/type: expected \"x\", was \"y\"");
  }

  private static void replay(String step, String... answers) {
    GoldenConversation conversation =
        GoldenConversation.of("test", JSON.readTree(LOBBY.formatted(step)));
    new Replay(conversation, new Scripted(List.of(answers)), "-1").run();
  }

  /** Answers the join with the frames of the script, and pings with pongs. */
  private record Scripted(List<String> answers) implements ReplayServer {
    @Override
    public Client connect(Entrance entrance) {
      return new ScriptedClient(answers);
    }

    @Override
    public Tokens tokens() {
      return new Tokens() {
        @Override
        public String accepted(
            String subject, String name, List<String> roles, Duration expiresIn) {
          return subject;
        }

        @Override
        public String refused(String why) {
          return why;
        }
      };
    }

    @Override
    public void drain() {
      throw new UnsupportedOperationException("a script is not drained");
    }

    @Override
    public JsonNode order(String what, JsonNode data) {
      throw new UnsupportedOperationException("a script takes no orders");
    }
  }

  private static final class ScriptedClient implements ReplayServer.Client {
    private final List<String> answers;
    private final Deque<JsonNode> frames = new ArrayDeque<>();

    ScriptedClient(List<String> answers) {
      this.answers = answers;
    }

    @Override
    public void send(JsonNode frame) {
      if (frame.path("type").asString().equals("ping")) {
        frames.add(JSON.readTree("{\"type\": \"pong\", \"id\": \"the-end\", \"data\": {}}"));
      } else if (frame.path("data").path("roomId").asString().equals("lobby-1")) {
        answers.forEach(a -> frames.add(JSON.readTree(a.replace('\'', '"'))));
      }
    }

    @Override
    public void sendText(String text) {
      throw new UnsupportedOperationException(text);
    }

    @Override
    public JsonNode next() {
      JsonNode frame = frames.poll();
      if (frame == null) {
        throw new AssertionError("no frame comes");
      }
      return frame;
    }

    @Override
    public Closed awaitClose() {
      return new Closed(1000, "");
    }

    @Override
    public void close() {}
  }
}
