package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of a {@link GoldenConversation} against a server: carries out the steps in order and
 * fails at the first frame that is not as the file says. Used once, by one thread.
 */
public final class Replay {
  private static final int FLOOD = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final GoldenConversation conversation;
  private final ReplayServer server;
  private final Map<String, ReplayServer.Client> clients = new LinkedHashMap<>();
  private LiveValues live;

  /** A run whose rooms and users have the suffix in their names. */
  public Replay(GoldenConversation conversation, ReplayServer server, String suffix) {
    this.conversation = conversation;
    this.server = server;
    live = LiveValues.of(conversation.live(), suffix, server.tokens());
  }

  /** Runs it; the clients are closed in the end, however it went. */
  public void run() {
    int number = 0;
    try {
      for (JsonNode step : conversation.steps()) {
        number++;
        carryOut(step);
      }
      number++;
      clients.forEach(this::assertNothingLeft);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          conversation.name()
              + ", step "
              + number
              + " of "
              + conversation.steps().size()
              + ": "
              + e,
          e);
    } finally {
      clients.values().forEach(ReplayServer.Client::close);
    }
  }

  private void carryOut(JsonNode step) {
    String name = step.path("client").asString();
    if (step.has("connect")) {
      connect(name, step);
    } else if (step.has("enter")) {
      clients.put(name, server.connect(entrance(step.get("enter"))));
      assertThat(client(name).next().path("type").asString()).isEqualTo("welcome");
    } else if (step.has("send")) {
      client(name).send(live.frame(step.get("send")));
    } else if (step.has("sendText")) {
      client(name).sendText(step.get("sendText").stringValue());
    } else if (step.has("expect")) {
      expect(name, step.get("expect"));
    } else if (step.has("expectInAnyOrder")) {
      expectInAnyOrder(name, List.copyOf(step.get("expectInAnyOrder").values()));
    } else if (step.has("flood")) {
      flood(name, step.get("flood"), step.get("until"));
    } else if (step.has("expectClose")) {
      JsonNode close = step.get("expectClose");
      assertThat(remove(name).awaitClose())
          .isEqualTo(new Closed(close.path("code").intValue(), close.path("reason").stringValue()));
    } else if (step.has("close")) {
      remove(name).close();
    } else if (step.has("drain")) {
      server.drain();
    } else if (step.has("order")) {
      order(step);
    } else {
      throw new IllegalStateException("no action in " + step);
    }
  }

  private void order(JsonNode step) {
    JsonNode actual =
        server.order(step.at("/order/what").asString(), live.frame(step.at("/order/data")));
    assertThat(live.difference(step.get("answered"), actual))
        .as("expected %s, was %s", step.get("answered"), actual)
        .isNull();
  }

  private void connect(String name, JsonNode step) {
    if (!step.has("refused")) {
      clients.put(name, server.connect(entrance(step.get("connect"))));
      return;
    }
    assertThatThrownBy(() -> clients.put(name, server.connect(entrance(step.get("connect")))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.status()).isEqualTo(step.get("refused").intValue()));
  }

  private ReplayServer.Entrance entrance(JsonNode said) {
    JsonNode now = live.frame(said);
    return new ReplayServer.Entrance(
        now.path("name").asString(null),
        now.path("token").asString(null),
        now.path("origin").asString(null),
        now.path("batch").asBoolean(false));
  }

  private void expect(String name, JsonNode expected) {
    if (expected.path("type").asString().equals("batch")) {
      expected.path("data").forEach(each -> expect(name, each));
      return;
    }
    JsonNode actual = client(name).next();
    assertThat(live.difference(expected, actual))
        .as("%s: expected %s, was %s", name, expected, actual)
        .isNull();
  }

  private void expectInAnyOrder(String name, List<JsonNode> expected) {
    List<JsonNode> actual = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      actual.add(client(name).next());
    }
    assertThat(pairUp(expected, actual, live))
        .as("%s: expected in any order %s, were %s", name, expected, actual)
        .isTrue();
  }

  /**
   * Tries each pairing, since a live value may be bound by either of two frames that look alike.
   */
  private boolean pairUp(List<JsonNode> expected, List<JsonNode> actual, LiveValues before) {
    if (expected.isEmpty()) {
      live = before;
      return true;
    }
    for (int i = 0; i < actual.size(); i++) {
      LiveValues tried = before.copy();
      if (tried.difference(expected.get(0), actual.get(i)) == null) {
        List<JsonNode> others = new ArrayList<>(actual);
        others.remove(i);
        if (pairUp(expected.subList(1, expected.size()), others, tried)) {
          return true;
        }
      }
    }
    return false;
  }

  private void flood(String name, JsonNode frame, JsonNode until) {
    for (int i = 0; i < FLOOD; i++) {
      client(name).send(live.frame(frame));
      LiveValues tried = live.copy();
      if (tried.difference(until, client(name).next()) == null) {
        live = tried;
        return;
      }
    }
    throw new AssertionError(FLOOD + " times " + frame + " never brought " + until);
  }

  /**
   * The answer to a ping is the very next frame; while the client is over its rate, it asks again.
   */
  private void assertNothingLeft(String name, ReplayServer.Client client) {
    ObjectNode ping = JSON.createObjectNode().put("type", "ping").put("id", "the-end");
    JsonNode answer;
    do {
      client.send(ping);
      answer = client.next();
    } while (answer.path("id").asString("").equals("the-end")
        && answer.path("data").path("code").asString("").equals("rate-limited"));
    assertThat(answer.path("type").asString())
        .as("left over for %s: %s", name, answer)
        .isEqualTo("pong");
  }

  private ReplayServer.Client client(String name) {
    ReplayServer.Client client = clients.get(name);
    if (client == null) {
      throw new IllegalStateException(name + " is not connected");
    }
    return client;
  }

  private ReplayServer.Client remove(String name) {
    ReplayServer.Client client = client(name);
    clients.remove(name);
    return client;
  }
}
