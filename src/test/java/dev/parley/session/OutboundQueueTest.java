package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
  private static final RoomName LOBBY = new RoomName("lobby");

  private final FakeTransport transport = new FakeTransport();
  private final LongAdder queuedBytes = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final List<CloseCode> broken = new ArrayList<>();
  private final OutboundQueue queue = queue(transport, new PlainCodec());

  private OutboundQueue queue(Transport to, Codec codec, String... settings) {
    SessionLimits limits = TestSettings.with(settings).session();
    return new OutboundQueue(to, codec, limits, queuedBytes, delivered, broken::add);
  }

  private static Outbound message(String text) {
    return new Event.Goodbye(text, 0);
  }

  private static Outbound typing(String user) {
    return new Event.TypingUser(LOBBY, new UserId(user), new UserName("Somebody"));
  }

  private static Outbound presence(String user, Status status) {
    return new Event.PresenceChanged(new UserId(user), status, null);
  }

  private void offer(String... texts) {
    for (String text : texts) {
      offer(message(text));
    }
  }

  private void offer(Outbound message) {
    queue.offer(Outgoing.of(message));
  }

  private static Outgoing group(String... texts) {
    return Outgoing.of(List.of(texts).stream().map(OutboundQueueTest::message).toList());
  }

  @Test
  void sendsAtOnceWhileNothingIsUnderWay() {
    offer("a", "b");

    assertThat(transport.sent()).containsExactly("a", "b");
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void keepsOneSendUnderWayAndSendsTheNextWhenItHasEnded() {
    transport.hold();

    offer("a", "b", "c");

    assertThat(transport.sent()).containsExactly("a");
    transport.complete();
    assertThat(transport.steps()).containsExactly(List.of("a"), List.of("b", "c"));
    offer("d");
    assertThat(transport.sent()).containsExactly("a", "b", "c");
    transport.complete();
    assertThat(transport.sent()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void whatWaitsLeavesAsOneFrameWhereTheClientTakesBatches() {
    queue.batching(true);
    transport.hold();
    offer("a", "b", "c", "d");

    transport.complete();
    offer("e");
    transport.complete();

    assertThat(transport.sent()).containsExactly("a", "b|c|d", "e");
    assertThat(delivered.sum()).isEqualTo(5);
  }

  @Test
  void aBatchHasABound() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.batch-bytes", "1KiB");
    small.batching(true);
    transport.hold();
    String long1 = "1".repeat(500);
    String long2 = "2".repeat(500);
    String long3 = "3".repeat(500);
    for (String text : List.of("first", long1, long2, long3)) {
      small.offer(Outgoing.of(message(text)));
    }

    transport.complete();
    transport.complete();

    assertThat(transport.sent()).containsExactly("first", long1 + "|" + long2, long3);
  }

  @Test
  void aGroupIsOneFrameForThoseWhoTakeBatches() {
    queue.batching(true);

    queue.offer(group("a", "b", "c"));

    assertThat(transport.sent()).containsExactly("a|b|c");
    assertThat(delivered.sum()).isEqualTo(3);
  }

  @Test
  void aGroupThatIsTooLongForABatchLeavesInSeveral() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.batch-bytes", "1KiB");
    small.batching(true);
    transport.hold();
    String half = "h".repeat(512);
    String more = "m".repeat(513);
    String huge = "x".repeat(2_000);
    small.offer(group(half, half, more, half, huge, "a", "b"));
    small.offer(Outgoing.of(message("c")));

    transport.completeAll();

    assertThat(transport.sent()).containsExactly(half + "|" + half, more, half, huge, "a|b", "c");
    assertThat(delivered.sum()).isEqualTo(8);
  }

  @Test
  void aGroupIsSingleFramesInTheirOrderForOthers() {
    transport.hold();

    queue.offer(group("a", "b", "c"));
    offer("d");
    queue.offer(group("e", "f"));

    assertThat(transport.sent()).containsExactly("a", "b", "c");
    transport.completeAll();
    assertThat(transport.steps()).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"));
    assertThat(delivered.sum()).isEqualTo(6);
  }

  @Test
  void singleFramesTooLeaveInStepsWithABound() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.batch-bytes", "1KiB");
    String half = "h".repeat(512);
    String more = "m".repeat(513);

    small.offer(group(half, half, more, half));

    assertThat(transport.steps())
        .containsExactly(List.of(half, half), List.of(more), List.of(half));
  }

  @Test
  void whatIsLongerThanTheBoundMayWaitAlone() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.queue-bytes", "16KiB");
    transport.hold();
    String huge = "x".repeat(20 * 1024);
    small.offer(Outgoing.of(message("first")));

    small.offer(Outgoing.of(message(huge)));

    assertThat(broken).isEmpty();
    assertThat(queuedBytes.sum()).isEqualTo(huge.length());
    transport.completeAll();
    assertThat(transport.sent()).containsExactly("first", huge);
  }

  @Test
  void whoWatchesHearsOfWhatLeavesAtOnce() {
    List<String> heard = new ArrayList<>();
    InFlight watched =
        new InFlight() {
          @Override
          public void began() {
            heard.add("began");
          }

          @Override
          public void ended() {
            heard.add("ended");
          }
        };
    transport.hold();

    queue.offer(Outgoing.of(message("a")), watched);
    queue.offer(Outgoing.of(message("waits")), watched);

    assertThat(heard).containsExactly("began");
    transport.complete();
    assertThat(heard).containsExactly("began", "ended");
    transport.complete();
    queue.offer(Outgoing.of(message("b")), watched);
    transport.fail(new IOException("broken pipe"));
    assertThat(heard).containsExactly("began", "ended", "began", "ended");
  }

  @Test
  void sendsThatCompleteInlineDoNotDeepenTheStack() {
    int count = 100_000;
    OutboundQueue big = queue(transport, new PlainCodec(), "parley.session.queue-bytes", "64MiB");
    transport.hold();
    IntStream.range(0, count).forEach(i -> big.offer(Outgoing.of(message("m" + i))));

    transport.completeAll();

    assertThat(transport.sent())
        .isEqualTo(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void ofWhatIsConflatedOnlyTheNewestLeavesAndAfterTheRest() {
    transport.hold();
    offer("a");
    offer(presence("ann", Status.AWAY));
    offer(typing("bob"));
    offer("b");
    offer(presence("ann", Status.BUSY));
    offer(new Event.TypingStopped(LOBBY, new UserId("bob")));
    offer("c");

    transport.completeAll();

    assertThat(transport.sent()).containsExactly("a", "b", "c", "presence ann busy", "stopped bob");
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void countsTheBytesThatWait() {
    transport.hold();
    offer("under way");
    offer("ä€");
    offer(presence("ann", Status.AWAY));
    offer(presence("ann", Status.BUSY));

    assertThat(queuedBytes.sum()).isEqualTo(5 + "presence ann busy".length());
    queue.close();
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void dropsWhatIsEphemeralBeforeAnythingElse() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.queue-bytes", "16KiB");
    transport.hold();
    small.offer(Outgoing.of(message("first")));
    String fill = "b".repeat(14 * 1024);
    small.offer(Outgoing.of(message(fill)));
    IntStream.range(0, 20).forEach(i -> small.offer(Outgoing.of(typing("u".repeat(120) + i))));

    assertThat(broken).isEmpty();
    transport.completeAll();
    assertThat(transport.sent().subList(0, 2)).containsExactly("first", fill);
    assertThat(transport.sent().size()).isBetween(3, 21);
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void pastTheBoundTheConsumerIsToldToBeSlowOnce() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.queue-bytes", "16KiB");
    transport.hold();
    small.offer(Outgoing.of(message("first")));
    small.offer(Outgoing.of(message("x".repeat(16 * 1024))));
    assertThat(broken).isEmpty();

    small.offer(Outgoing.of(message("y")));
    small.offer(Outgoing.of(message("z")));

    assertThat(broken).containsExactly(CloseCode.SLOW_CONSUMER);
    assertThat(queuedBytes.sum()).isZero();
    transport.completeAll();
    assertThat(transport.sent()).containsExactly("first");
  }

  @Test
  void aFailedSendEndsIt() {
    transport.hold();
    offer("a", "b");

    transport.fail(new IOException("broken pipe"));
    offer("c");

    assertThat(broken).containsExactly(CloseCode.GOING_AWAY);
    assertThat(transport.sent()).containsExactly("a");
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void aTransportThatThrowsIsAFailedSend() {
    OutboundQueue throwing =
        queue(
            new Transport() {
              @Override
              public void send(Frames frames, Completion completion) {
                throw new IllegalStateException("no such connection");
              }

              @Override
              public void ping() {}

              @Override
              public void close(CloseCode code) {}
            },
            new PlainCodec());

    throwing.offer(Outgoing.of(message("a")));

    assertThat(broken).containsExactly(CloseCode.INTERNAL);
  }

  @Test
  void whatCannotBeEncodedEndsItAlsoWhileOthersWait() {
    Codec refusing =
        new Codec() {
          @Override
          public String encode(Outbound message) {
            if (message.equals(message("bad"))) {
              throw new IllegalStateException("no frame for this");
            }
            return "good";
          }

          @Override
          public String batch(List<String> frames) {
            return String.join("|", frames);
          }
        };
    OutboundQueue queue = queue(transport.hold(), refusing);
    queue.offer(Outgoing.of(message("good")));
    queue.offer(Outgoing.of(message("good")));

    queue.offer(Outgoing.of(message("bad")));

    assertThat(broken).containsExactly(CloseCode.INTERNAL);
    assertThat(queuedBytes.sum()).isZero();
    transport.completeAll();
    assertThat(transport.sent()).containsExactly("good");
  }

  @Test
  void pingsAtOnceWhileNothingIsUnderWay() {
    queue.ping();
    offer("a");

    assertThat(transport.sent()).containsExactly(FakeTransport.PING, "a");
  }

  @Test
  void aPingWaitsForTheSendUnderWayButNotForTheOthers() {
    transport.hold();
    offer("a", "b");

    queue.ping();
    queue.ping();

    assertThat(transport.sent()).containsExactly("a");
    transport.completeAll();
    assertThat(transport.sent()).containsExactly("a", FakeTransport.PING, "b");
    offer("c");
    assertThat(transport.sent()).containsExactly("a", FakeTransport.PING, "b", "c");
  }

  @Test
  void onceClosedItSendsNothing() {
    transport.hold();
    offer("a", "b");

    queue.close();
    queue.ping();
    offer("c");
    transport.complete();
    queue.ping();

    assertThat(transport.sent()).containsExactly("a");
    assertThat(queuedBytes.sum()).isZero();
    assertThat(broken).isEmpty();
  }

  @Test
  void onceClosedItSendsNothingOfAGroupThatHasBegun() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.batch-bytes", "1KiB");
    transport.hold();
    String long1 = "1".repeat(1_000);
    small.offer(group(long1, "2".repeat(1_000), "3"));

    small.close();
    transport.complete();

    assertThat(transport.sent()).containsExactly(long1);
  }

  @Test
  void tellsHowLongTheSendHasBeenUnderWay() {
    transport.hold();
    assertThat(queue.inFlightFor(System.nanoTime() + 1_000)).isZero();

    long before = System.nanoTime();
    offer("a");
    long after = System.nanoTime();

    assertThat(queue.inFlightFor(after + 1_000)).isBetween(1_000L, after - before + 1_000);
    transport.complete();
    assertThat(queue.inFlightFor(System.nanoTime() + 1_000)).isZero();
  }

  @Test
  void aLongAnswerMayPassTheBoundAlone() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.queue-bytes", "16KiB");
    transport.hold();
    small.offer(Outgoing.of(message("a")));
    small.offerLong(Outgoing.of(message("long".repeat(10_000))));
    small.offer(Outgoing.of(message("b")));
    assertThat(small.longAnswerLeft().toCompletableFuture()).isNotDone();
    assertThat(broken).isEmpty();

    assertThat(queuedBytes.sum()).isGreaterThan(40_000);

    transport.complete();
    assertThat(transport.sent()).contains("long".repeat(10_000));
    assertThat(small.longAnswerLeft().toCompletableFuture()).isNotDone();
    transport.complete();
    assertThat(small.longAnswerLeft().toCompletableFuture()).isDone();
    transport.completeAll();
    assertThat(transport.sent()).containsExactly("a", "long".repeat(10_000), "b");
    assertThat(queuedBytes.sum()).isZero();
  }

  @Test
  void aLongAnswerThatLeavesAtOnceIsUnderWayUntilItHasLeft() {
    transport.hold();
    queue.offerLong(Outgoing.of(message("long")));
    var left = queue.longAnswerLeft().toCompletableFuture();
    assertThat(left).isNotDone();

    transport.complete();

    assertThat(left).isDone();
    assertThat(queue.longAnswerLeft().toCompletableFuture()).isDone();
  }

  @Test
  void aLongAnswerThatHasLeftInlineIsNotWaitedFor() {
    queue.offerLong(Outgoing.of(message("long")));

    assertThat(queue.longAnswerLeft().toCompletableFuture()).isDone();
  }

  @Test
  void aSecondLongAnswerIsCountedLikeAnyOther() {
    OutboundQueue small = queue(transport, new PlainCodec(), "parley.session.queue-bytes", "16KiB");
    transport.hold();
    small.offer(Outgoing.of(message("a")));
    small.offerLong(Outgoing.of(message("long".repeat(10_000))));
    small.offerLong(Outgoing.of(message("long".repeat(10_000))));
    assertThat(broken).containsExactly(CloseCode.SLOW_CONSUMER);
  }

  @Test
  void nobodyWaitsForALongAnswerOfAQueueThatIsClosed() {
    transport.hold();
    offer("a");
    queue.offerLong(Outgoing.of(message("long")));
    var left = queue.longAnswerLeft().toCompletableFuture();
    assertThat(left).isNotDone();
    queue.close();
    assertThat(left).isDone();
    assertThat(queuedBytes.sum()).isZero();
  }
}
