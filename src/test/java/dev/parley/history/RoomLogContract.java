package dev.parley.history;

import static dev.parley.history.Caller.change;
import static dev.parley.history.Caller.refusal;
import static dev.parley.history.Caller.soon;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link RoomLog} promises, whether it keeps what it is given or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RoomLogContract {
  private static final AtomicInteger ROOMS = new AtomicInteger();

  protected final RecordingListener listener = new RecordingListener();
  protected RoomName room;
  protected Caller ann;
  protected Caller bob;

  /** The log under test, whose listener is {@link #listener}. */
  protected abstract RoomLog log();

  @BeforeEach
  void enterRoomOfItsOwn() {
    room = new RoomName("room-" + ROOMS.incrementAndGet());
    ann = new Caller(log(), room, "ann");
    bob = new Caller(log(), room, "bob");
  }

  @Test
  void messageIsWhatWasSentInItsPlace() {
    LogHead head = soon(log().open(room));
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Message message = ann.says("hello");

    assertThat(message.seq()).isEqualTo(1);
    assertThat(message.epoch()).isEqualTo(head.epoch());
    assertThat(message.messageId()).isEqualTo(new MessageId(head.epoch(), 1));
    assertThat(message.roomId()).isEqualTo(room);
    assertThat(message.senderId()).hasToString("ann");
    assertThat(message.senderName()).hasToString("Name of ann");
    assertThat(message.content()).isEqualTo("hello");
    assertThat(message.rev()).isZero();
    assertThat(message.timestamp())
        .isBetween(before, Instant.now())
        .isEqualTo(message.timestamp().truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void roomsOfOneNameInTwoTenantsAreTwo() {
    RoomName theirs = room.within(new Tenant("acme"));
    Caller namesake = new Caller(log(), theirs, "ann");
    Message ours = change(ann.sends("ours", "k")).message();

    assertThat(soon(log().find(theirs))).isEmpty();
    Message message = change(namesake.sends("theirs", "k")).message();

    assertThat(message.roomId()).isEqualTo(theirs);
    assertThat(message.senderId()).isEqualTo(new UserId(theirs.tenant(), "ann"));
    assertThat(message.seq()).isEqualTo(1);
    assertThat(message.epoch()).isNotEqualTo(ours.epoch());
    assertThat(soon(log().after(room, 0, 10)).messages()).doesNotContain(message);
    assertThat(soon(log().after(theirs, 0, 10)).messages()).doesNotContain(ours);
    assertThat(refusal(namesake.edits(ours.messageId(), "mine"))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void logIsMadeWhenItIsOpenedAndNotWhenItIsLookedFor() {
    assertThat(soon(log().find(room))).isEmpty();

    LogHead made = soon(log().open(room));

    assertThat(made.seq()).isZero();
    assertThat(made.firstSeq()).isEqualTo(1);
    assertThat(made.rev()).isZero();
    assertThat(soon(log().open(room))).isEqualTo(made);
    assertThat(soon(log().find(room))).contains(made);
  }

  @Test
  void firstPostMakesTheLogThatNobodyOpened() {
    Message message = ann.says("first");

    LogHead head = soon(log().open(room));
    assertThat(head.position()).isEqualTo(new Position(message.epoch(), 1, 0));
  }

  @Test
  void sequencesAreGaplessUnderConcurrentWriters() {
    int threads = 8;
    int each = 50;
    List<CompletableFuture<Outcome<Change>>> outcomes =
        Collections.synchronizedList(new ArrayList<>());

    List<CompletableFuture<Void>> writers =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          Caller caller = new Caller(log(), room, "writer-" + i);
                          for (int n = 0; n < each; n++) {
                            outcomes.add(caller.write(caller.post(i + ":" + n, null)));
                          }
                        }))
            .collect(toList());
    writers.forEach(Caller::soon);

    List<Long> acked = outcomes.stream().map(this::seq).sorted().toList();
    assertThat(acked).isEqualTo(upTo(threads * each));
    await().until(() -> listener.of(room).size() == threads * each);
    assertThat(listener.of(room)).extracting(c -> c.message().seq()).isEqualTo(acked);
    for (int i = 0; i < threads; i++) {
      String prefix = i + ":";
      assertThat(listener.of(room))
          .extracting(c -> c.message().content())
          .filteredOn(content -> content.startsWith(prefix))
          .isEqualTo(IntStream.range(0, each).mapToObj(n -> prefix + n).toList());
    }
  }

  private long seq(CompletableFuture<Outcome<Change>> outcome) {
    return change(soon(outcome)).message().seq();
  }

  protected static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void callerIsToldBeforeTheListenerIs() {
    CompletableFuture<Integer> heardWhenTold = new CompletableFuture<>();

    log().write(ann.post("hello", null), done -> heardWhenTold.complete(listener.of(room).size()));

    assertThat(soon(heardWhenTold)).isZero();
    await().until(() -> listener.of(room).size() == 1);
    assertThat(listener.of(room).get(0)).isInstanceOf(Change.Posted.class);
  }

  @Test
  void callerThatThrowsHurtsNobody() {
    log()
        .write(
            ann.post("one", null),
            done -> {
              throw new IllegalStateException("a caller's bug");
            });

    assertThat(ann.says("two").seq()).isEqualTo(2);
    await().until(() -> listener.of(room).size() == 2);
  }

  @Test
  void callerMayWriteAgainWhenTold() {
    CompletableFuture<Outcome<Change>> second = new CompletableFuture<>();

    log()
        .write(ann.post("one", null), done -> log().write(ann.post("two", null), second::complete));

    assertThat(seq(second)).isEqualTo(2);
    await().until(() -> listener.of(room).size() == 2);
    assertThat(listener.of(room))
        .extracting(c -> c.message().content())
        .containsExactly("one", "two");
  }

  @Test
  void retryUnderAKeyIsTheFirstMessage() {
    Message first = change(ann.sends("hello", "k")).message();

    Change retried = change(ann.sends("hello", "k"));

    assertThat(retried).isEqualTo(new Change.Repeated(first));
    assertThat(ann.says("next").seq()).isEqualTo(2);
    await().until(() -> listener.of(room).size() == 3);
    assertThat(listener.of(room).get(1)).isEqualTo(retried); // had it not heard of the first
  }

  @Test
  void retriesOfOneMomentAreOneMessage() {
    List<CompletableFuture<Outcome<Change>>> tries =
        IntStream.range(0, 20).mapToObj(i -> ann.write(ann.post("hello", "k"))).toList();

    assertThat(tries).extracting(this::seq).containsOnly(1L);
    assertThat(tries.stream().filter(one -> change(soon(one)) instanceof Change.Posted)).hasSize(1);
  }

  @Test
  void keyBelongsToOneContentSenderAndRoom() {
    assertThat(change(ann.sends("hello", "k"))).isInstanceOf(Change.Posted.class);

    assertThat(refusal(ann.sends("hello!", "k"))).isEqualTo(ErrorCode.KEY_CONFLICT);
    assertThat(change(bob.sends("hello", "k"))).isInstanceOf(Change.Posted.class);
    assertThat(change(ann.sends("hello", "K"))).isInstanceOf(Change.Posted.class);
    Caller annElsewhere = new Caller(log(), new RoomName(room + "-other"), "ann");
    assertThat(change(annElsewhere.sends("hello", "k"))).isInstanceOf(Change.Posted.class);
  }

  @Test
  void editOfNoMessageIsRefused() {
    Epoch epoch = ann.says("one").epoch();

    assertThat(refusal(ann.edits(new MessageId(epoch, 2), "x"))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.deletes(new MessageId(epoch, 2)))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.edits(new MessageId(new Epoch("other"), 1), "x")))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.deletes(new MessageId(new Epoch("other"), 1))))
        .isEqualTo(ErrorCode.NOT_FOUND);
    Caller nowhere = new Caller(log(), new RoomName(room + "-none"), "ann");
    assertThat(refusal(nowhere.edits(new MessageId(epoch, 1), "x"))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void contentThatADatabaseCannotHoldIsRefused() {
    assertThat(refusal(ann.sends("a\0b", null))).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal(ann.sends("a\ud83d", null))).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal(ann.sends("\ude00b", null))).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal(ann.sends("x".repeat(32_769), null))).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal(ann.edits(new MessageId(new Epoch("e"), 1), "\0")))
        .isEqualTo(ErrorCode.INVALID);

    String longest = "😀".repeat(16_384);
    assertThat(ann.says(longest)).extracting(Message::seq, Message::content).contains(1L, longest);
  }

  @Test
  void whoMissedNothingIsToldSo() {
    Message message = ann.says("one");
    Position position = new Position(message.epoch(), 1, 0);

    Missed missed = soon(log().missed(room, position, position));

    assertThat(missed).isEqualTo(new Missed.All(List.of(), List.of()));
  }

  @Test
  void positionOfAnotherLifeOrBeyondTheEndIsOfAnotherEpoch() {
    Epoch epoch = ann.says("one").epoch();

    assertThat(missedSince(new Position(new Epoch("other"), 1, 0)))
        .isEqualTo(new Missed.EpochChanged());
    assertThat(missedSince(new Position(epoch, 2, 0))).isEqualTo(new Missed.EpochChanged());
    assertThat(missedSince(new Position(epoch, 1, 1))).isEqualTo(new Missed.EpochChanged());
    Position first = new Position(epoch, 1, 0);
    assertThat(soon(log().missed(new RoomName(room + "-none"), first, first)))
        .isEqualTo(new Missed.EpochChanged());
  }

  protected Missed missedSince(Position since) {
    return soon(log().missed(room, since, soon(log().open(room)).position()));
  }

  @Test
  void roomWithoutALogHasAnEmptyPage() {
    assertThat(soon(log().before(room, 10, 10))).isEqualTo(new Page(List.of(), false));
    assertThat(soon(log().after(room, 0, 10))).isEqualTo(new Page(List.of(), false));
  }
}
