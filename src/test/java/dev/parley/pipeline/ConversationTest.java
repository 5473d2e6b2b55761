package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.ClientKey;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Inbound;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final long BYTES = 100;

  private final ValidatorFactory factory = Validation.buildDefaultValidatorFactory();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions = new Sessions(TestSettings.with().session(), meters);

  /** What was carried out, by the name of the frame. */
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  /** What the joins to come are answered; those without one are over at once. */
  private final Queue<CompletableFuture<Void>> joins = new ConcurrentLinkedQueue<>();

  private long nanos;

  @AfterEach
  void close() {
    factory.close();
  }

  /** The real stages, but for where commands are carried out. */
  private final class TestPipeline extends Pipeline {
    private final CommandValidator validator = new CommandValidator(factory.getValidator());
    private final CommandMeters commandMeters = new CommandMeters(meters);
    private final RateLimits limits;

    TestPipeline(RateLimits limits) {
      this.limits = limits;
    }

    @Override
    @SuppressWarnings("unchecked")
    Command.Visitor<CompletionStage<?>> route(Exchange exchange) {
      return (Command.Visitor<CompletionStage<?>>)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Command.Visitor.class},
              (proxy, method, arguments) -> carryOut((Command) arguments[0], exchange));
    }

    @Override
    CommandValidator validator() {
      return validator;
    }

    @Override
    Gate gate() {
      return new OpenGate();
    }

    @Override
    CommandMeters meters() {
      return commandMeters;
    }

    @Override
    RateLimits rateLimits() {
      return limits;
    }
  }

  private CompletionStage<?> carryOut(Command command, Exchange exchange) {
    if (command instanceof Command.Delete) {
      throw new IllegalStateException("a bug");
    }
    String name = command instanceof Command.Send send ? send.content() : command.type();
    done.add(name);
    exchange.ack(new Result.Done());
    if (command instanceof Command.Join) {
      CompletableFuture<Void> join = joins.poll();
      return join == null ? Route.NOW : join;
    }
    return Route.NOW;
  }

  private Conversation conversation(TestClient client, String... settings) {
    RateLimits limits = TestSettings.with(settings).rate();
    TimeMeter clock =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        };
    return new Conversation(
        client.session(), new RateLimiter(limits, clock, cost -> 0), new TestPipeline(limits));
  }

  private static Inbound frame(@Nullable String id, Command command) {
    return new Inbound.Request(id == null ? null : new FrameId(id), command);
  }

  private static Inbound join() {
    return frame(null, new Command.Join(LOBBY, null, null));
  }

  private static Inbound say(String content) {
    return frame(null, new Command.Send(LOBBY, content, null));
  }

  @Test
  void carriesFramesOutAsTheyCome() {
    Conversation conversation = conversation(TestClient.of(sessions, "ann"));

    conversation.receive(join(), BYTES);
    conversation.receive(say("a"), BYTES);
    conversation.receive(say("b"), BYTES);

    assertThat(done).containsExactly("room:join", "a", "b");
  }

  @Test
  void framesWaitBehindAJoinInTheirOrder() {
    Conversation conversation = conversation(TestClient.of(sessions, "ann"));
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    joins.add(first);
    joins.add(second);

    conversation.receive(join(), BYTES);
    conversation.receive(say("a"), BYTES);
    conversation.receive(join(), BYTES);
    conversation.receive(say("b"), BYTES);
    assertThat(done).containsExactly("room:join");
    first.complete(null);
    assertThat(done).containsExactly("room:join", "a", "room:join");
    conversation.receive(say("c"), BYTES);
    second.complete(null);

    assertThat(done).containsExactly("room:join", "a", "room:join", "b", "c");
    conversation.receive(say("d"), BYTES);
    assertThat(done).endsWith("c", "d");
  }

  @Test
  void aJoinThatFailsHoldsNobodyUp() {
    Conversation conversation = conversation(TestClient.of(sessions, "ann"));
    CompletableFuture<Void> join = new CompletableFuture<>();
    joins.add(join);
    conversation.receive(join(), BYTES);
    conversation.receive(say("a"), BYTES);

    join.completeExceptionally(new IllegalStateException("a bug"));

    assertThat(done).containsExactly("room:join", "a");
  }

  @Test
  void onlySoManyFramesMayWait() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann, "parley.rate.waiting", "2");
    CompletableFuture<Void> join = new CompletableFuture<>();
    joins.add(join);
    conversation.receive(join(), BYTES);
    conversation.receive(say("a"), BYTES);
    conversation.receive(say("b"), BYTES);

    conversation.receive(frame("7", new Command.Send(LOBBY, "c", null)), BYTES);

    assertThat(ann.received()).containsExactly("error 7 unavailable");
    join.complete(null);
    conversation.receive(say("d"), BYTES);
    assertThat(done).containsExactly("room:join", "a", "b", "d");
  }

  @Test
  void framesThatWaitAreSoLongAtMostTogether() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann, "parley.rate.waiting-bytes", "1KiB");
    CompletableFuture<Void> join = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    joins.add(join);
    joins.add(second);
    conversation.receive(join(), 5_000);
    conversation.receive(join(), 500);
    conversation.receive(say("a"), 524);

    conversation.receive(frame("7", new Command.Send(LOBBY, "b", null)), 1);

    assertThat(ann.received()).containsExactly("error 7 unavailable");
    join.complete(null);
    conversation.receive(say("c"), 500);
    conversation.receive(frame("8", new Command.Send(LOBBY, "d", null)), 1);
    assertThat(ann.received()).containsExactly("error 8 unavailable");
    second.complete(null);
    assertThat(done).containsExactly("room:join", "room:join", "a", "c");
  }

  @Test
  void manyJoinsThatEndAtOnceOrElsewhereDoNotDeepenTheStack() {
    int count = 5_000;
    Conversation conversation =
        conversation(
            TestClient.of(sessions, "ann"),
            "parley.rate.waiting",
            "10000",
            "parley.rate.burst",
            "20000");
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    CompletableFuture<Void> first = new CompletableFuture<>();
    joins.add(first);
    for (int i = 1; i < count; i++) {
      joins.add(
          i % 2 == 0
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.runAsync(() -> {}, elsewhere));
    }
    try {
      IntStream.range(0, count).forEach(i -> conversation.receive(join(), BYTES));
      first.complete(null);
      Awaitility.await().until(() -> done.size() == count);
    } finally {
      elsewhere.shutdownNow();
    }
  }

  @Test
  void everyFrameIsCarriedOutOnceWhenJoinsEndOnAnotherThread() {
    int count = 2_000;
    Conversation conversation =
        conversation(
            TestClient.of(sessions, "ann"),
            "parley.rate.waiting",
            "10000",
            "parley.rate.burst",
            "20000");
    ExecutorService elsewhere = Executors.newFixedThreadPool(2);
    List<String> expected = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        CompletableFuture<Void> join = new CompletableFuture<>();
        joins.add(join);
        conversation.receive(join(), BYTES);
        elsewhere.execute(() -> join.complete(null));
        conversation.receive(say("m" + i), BYTES);
        expected.add("room:join");
        expected.add("m" + i);
      }
      Awaitility.await().until(() -> done.size() == 2 * count);
    } finally {
      elsewhere.shutdownNow();
    }

    assertThat(done).isEqualTo(expected);
  }

  @Test
  void aFaultIsAnsweredAndTheNextFrameIsCarriedOut() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann);

    conversation.receive(
        frame("7", new Command.Delete(LOBBY, new MessageId(new Epoch("E1"), 1))), BYTES);
    conversation.receive(say("a"), BYTES);

    assertThat(ann.received()).containsExactly("error 7 internal");
    assertThat(done).containsExactly("a");
  }

  @Test
  void whatIsNoCommandIsAnsweredAsItSays() {
    TestClient ann = TestClient.of(sessions, "ann");

    conversation(ann)
        .receive(
            new Inbound.Malformed(new FrameId("7"), Detail.of(ErrorCode.UNKNOWN_TYPE, "dance")),
            BYTES);

    assertThat(ann.received()).containsExactly("error 7 unknown-type");
    assertThat(
            meters
                .get("parley.commands.refused")
                .tags("type", "malformed", "code", "unknown-type")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void whatIsNotAsAskedIsRefused() {
    TestClient ann = TestClient.of(sessions, "ann");

    conversation(ann).receive(frame("7", new Command.Send(LOBBY, "", new ClientKey("k"))), BYTES);

    assertThat(ann.received()).containsExactly("error 7 invalid");
    assertThat(done).isEmpty();
  }

  @Test
  void aStrangerMayOnlyPingAndSayWhoItIs() {
    TestClient stranger = TestClient.stranger(sessions);
    Conversation conversation = conversation(stranger);

    conversation.receive(frame("1", new Command.Send(LOBBY, "hello", null)), BYTES);
    conversation.receive(frame("2", new Command.Leave(null)), BYTES);
    conversation.receive(frame("3", new Command.Ping()), BYTES);
    conversation.receive(frame("4", new Command.Auth("token", null, null)), BYTES);

    assertThat(stranger.received())
        .containsExactly(
            "error 1 unauthenticated", "error 2 unauthenticated", "ack 3 Done[]", "ack 4 Done[]");
    assertThat(done).containsExactly("ping", "auth");
  }

  @Test
  void onceTheSessionIsClosedWhatWaitedIsDropped() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann);
    CompletableFuture<Void> join = new CompletableFuture<>();
    joins.add(join);
    conversation.receive(join(), BYTES);
    conversation.receive(say("a"), BYTES);

    ann.vanish();
    join.complete(null);
    conversation.receive(say("b"), BYTES);

    assertThat(done).containsExactly("room:join");
  }

  @Test
  void pastTheRateAFrameIsRefusedWithTheTimeToWait() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann, "parley.rate.burst", "2");

    conversation.receive(say("a"), BYTES);
    conversation.receive(say("b"), BYTES);
    conversation.receive(frame("7", new Command.Send(LOBBY, "c", null)), BYTES);

    assertThat(ann.received()).containsExactly("error 7 rate-limited");
    nanos += 51_000_000;
    conversation.receive(say("d"), BYTES);
    assertThat(done).containsExactly("a", "b", "d");
  }

  @Test
  void whatWaitsBehindAJoinIsChargedWhenItComes() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann, "parley.rate.burst", "2");
    CompletableFuture<Void> join = new CompletableFuture<>();
    joins.add(join);
    conversation.receive(join(), BYTES);
    for (int i = 0; i < 10; i++) {
      nanos += 50_000_000;
      conversation.receive(say("m" + i), BYTES);
    }

    join.complete(null);

    assertThat(ann.received()).isEmpty();
    assertThat(done).hasSize(11).endsWith("m8", "m9");
  }

  @Test
  void whoDoesNotHeedTheRateIsClosedAndHeardNoMore() {
    TestClient ann = TestClient.of(sessions, "ann");
    Conversation conversation = conversation(ann, "parley.rate.burst", "1");
    for (int ms = 0; ms < 11_000; ms += 10) {
      conversation.receive(say("flood"), BYTES);
      nanos += 10_000_000;
    }
    int before = done.size();

    assertThat(ann.closes()).containsExactly(CloseCode.RATE_ABUSE);
    nanos += 10_000_000_000L;
    conversation.receive(say("again"), BYTES);
    assertThat(done).hasSize(before);
  }
}
