package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.WireClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What was acknowledged survives the server's death, in order, once. */
class KillIT {
  private static final int ROUNDS = 5;
  private static final int SENDERS = 4;
  private static final int ACKS_BEFORE_THE_KILL = 120;

  private static GatewayServer server;

  @RegisterExtension final Visitors visitors = new Visitors(() -> server);

  private final String room = Visitors.unique("room");

  @BeforeAll
  static void aServerOfItsOwn() {
    server =
        GatewayServer.start(
            SharedGateway.options()
                .with("parley.rate.commands-per-second", "10000")
                .with("parley.rate.burst", "10000"));
  }

  @AfterAll
  static void stopped() {
    server.close();
  }

  @BeforeEach
  void up() {
    if (!server.isAlive()) {
      server.restart();
    }
  }

  @Test
  void everyAcknowledgedMessageIsThereAfterKill9InOrderAndOnce() {
    WireClient guest = visitors.guest("Gus");
    String guestToken = guest.welcomed().path("guestToken").stringValue();
    List<JsonNode> before = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      List<Sender> senders = sendAndKill(round);
      server.restart();
      WireClient witness = visitors.user(Visitors.unique("witness"));
      Visitors.join(witness, room);
      List<JsonNode> log = Visitors.history(witness, room);
      assertThat(log.subList(0, before.size())).isEqualTo(before);
      assertInOrderAndOnce(log);
      senders.forEach(sender -> sender.assertAckedIn(log));
      before = retryWhatWasNotAcked(senders, witness);
    }
    assertThat(before).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKS_BEFORE_THE_KILL);
    JsonNode again = visitors.stranger().ask("auth", Map.of("token", guestToken));
    assertThat(again.path("user").path("id").stringValue()).isEqualTo(guest.userId());
  }

  private List<Sender> sendAndKill(int round) {
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new Sender(Visitors.unique("sender-" + round + "-" + i)));
    }
    List<Thread> threads = senders.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> senders.stream().mapToInt(Sender::acked).sum() >= ACKS_BEFORE_THE_KILL);
    server.kill9();
    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    return senders;
  }

  private static void assertInOrderAndOnce(List<JsonNode> log) {
    assertThat(log)
        .extracting(m -> m.path("seq").longValue())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, log.size()).boxed().toList());
    Set<String> contents = new HashSet<>();
    Map<String, Integer> lastOfSender = new HashMap<>();
    for (JsonNode message : log) {
      String content = message.path("content").stringValue();
      assertThat(contents.add(content)).as("%s comes twice", content).isTrue();
      int number = Integer.parseInt(content.substring(content.indexOf(' ') + 1));
      Integer last = lastOfSender.put(message.path("senderId").stringValue(), number);
      assertThat(number).as(content).isEqualTo(last == null ? 0 : last + 1);
    }
  }

  /** The retries of all that got no ack; the log after them. */
  private List<JsonNode> retryWhatWasNotAcked(List<Sender> senders, WireClient witness) {
    for (Sender sender : senders) {
      WireClient again = visitors.user(sender.user);
      Visitors.join(again, room);
      JsonNode first = again.ask("chat:send", sender.message(sender.acked()));
      JsonNode second = again.ask("chat:send", sender.message(sender.acked()));
      assertThat(second).isEqualTo(first);
      again.close();
    }
    List<JsonNode> log = Visitors.history(witness, room);
    assertInOrderAndOnce(log);
    return log;
  }

  /** Sends one message after the other, each under a key, until the server is gone. */
  private final class Sender implements Runnable {
    private final String user;
    private final WireClient client;
    private final List<JsonNode> acks = new ArrayList<>();

    Sender(String user) {
      this.user = user;
      client = visitors.user(user);
      Visitors.join(client, room);
    }

    @Override
    public void run() {
      try {
        while (true) {
          JsonNode ack = client.ask("chat:send", message(acked()));
          synchronized (this) {
            acks.add(ack);
          }
        }
      } catch (AssertionError | RuntimeException killed) {
        assertThat(client.awaitClose().code()).isEqualTo(1006);
      }
    }

    synchronized int acked() {
      return acks.size();
    }

    Map<String, Object> message(int number) {
      return Map.of("roomId", room, "content", user + " " + number, "key", user + "/" + number);
    }

    void assertAckedIn(List<JsonNode> log) {
      for (int i = 0; i < acks.size(); i++) {
        JsonNode ack = acks.get(i);
        JsonNode kept = log.get(ack.path("seq").intValue() - 1);
        assertThat(kept.path("content").stringValue()).isEqualTo(user + " " + i);
        assertThat(kept.path("messageId")).isEqualTo(ack.path("messageId"));
        assertThat(kept.path("timestamp")).isEqualTo(ack.path("timestamp"));
      }
    }
  }

  @Test
  void aServerThatIsStoppedSaysGoodbye() {
    WireClient client = visitors.guest("Ada");
    Visitors.join(client, room);
    String epoch = Visitors.say(client, room, "before").path("epoch").stringValue();
    client.event("chat:message");
    server.stop();
    JsonNode goodbye = client.event("goodbye");
    assertThat(goodbye.path("reason").stringValue()).isEqualTo("going-away");
    assertThat(goodbye.path("reconnectAfterMs").longValue()).isPositive();
    assertThat(client.awaitClose().code()).isEqualTo(1001); // WildFly closes in its own words

    up();
    WireClient again = visitors.guest("Ada");
    Map<String, Object> since = Map.of("epoch", epoch, "seq", 1);
    JsonNode ack = again.ask("room:join", Map.of("roomId", room, "since", since));
    assertThat(ack.path("recovered").booleanValue()).isTrue();
    assertThat(ack.path("messages")).isEmpty();
  }
}
