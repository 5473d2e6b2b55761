package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.Change;
import dev.parley.history.LogHead;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.history.UndecryptableException;
import dev.parley.protocol.Command;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Message;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.room.TestRooms.Answer;
import dev.parley.session.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entering, with a log that answers when the test says. */
class ArrivalsTest {
  private static final RoomName LIBRARY = new RoomName("library");

  private final ScriptedLog log = new ScriptedLog();
  private TestRooms house = TestRooms.over(log);

  private static Command.Join join(Long seq, Long rev, Integer history) {
    Command.Since since = seq == null ? null : new Command.Since(Said.EPOCH, seq, rev);
    return new Command.Join(Said.LOBBY, since, history);
  }

  private void commit(Change... changes) {
    house.rooms.committed(Said.LOBBY, List.of(changes));
  }

  @Test
  void waitsForTheHeadOfTheLogAndLosesNothingMeanwhile() {
    CompletableFuture<Optional<LogHead>> head = new CompletableFuture<>();
    log.head = head;
    TestClient ann = house.client("ann");
    TestClient bob = house.client("bob");
    Answer anns = house.join(ann, "lobby");
    Answer bobs = house.join(bob, "lobby");
    commit(Said.posted(3));
    assertThat(anns.isThere()).isFalse();

    head.complete(Optional.of(new LogHead(Said.EPOCH, 1, 2, 0)));
    commit(Said.posted(4));

    assertThat(log.asked).containsExactly("open lobby");
    assertThat(List.of(anns.entered().position(), bobs.entered().position()))
        .containsOnly(new Position(Said.EPOCH, 3, 0));
    assertThat(ann.received()).contains("entered").endsWith("message 4 m4");
    assertThat(bob.received()).contains("entered").endsWith("message 4 m4");
  }

  @Test
  void whoIsCutOffWhileEnteringIsStillKnownToHaveBeenInTheOtherRooms() {
    TestClient ann = TestClient.of(house.sessions, "ann");
    house.join(ann, "lobby");
    CompletableFuture<Optional<LogHead>> head = new CompletableFuture<>();
    log.head = head;
    house.join(ann, "library");
    List<RoomName> rooms = new ArrayList<>();
    ann.session().onClose(() -> head.complete(Optional.of(new LogHead(Said.EPOCH, 1, 0, 0))));
    ann.session().onClose(() -> rooms.addAll(house.rooms.disconnected(ann.session())));

    ann.vanish();

    assertThat(rooms).containsExactly(Said.LOBBY);
  }

  /** The log's head is at this sequence, and what was missed is known when the test says so. */
  private CompletableFuture<Missed> pastToBeRead(long head) {
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.headIs(head, 0);
    log.missed = missed;
    return missed;
  }

  @Test
  void theAnswerComesBeforeAnythingThatHappensAfterIt() {
    CompletableFuture<Missed> missed = pastToBeRead(5);
    TestClient ann = house.client("ann");
    Answer answer = house.join(ann, join(3L, 0L, null));
    commit(Said.posted(6));
    commit(Said.posted(7), Said.edited(5, 1));
    assertThat(ann.received()).isEmpty();
    assertThat(answer.isSettled()).isFalse();

    missed.complete(new Missed.All(List.of(Said.message(4, "m4")), List.of()));

    assertThat(answer.entered().position()).isEqualTo(new Position(Said.EPOCH, 5, 0));
    assertThat(answer.isSettled()).isTrue();
    assertThat(ann.received())
        .containsExactly("entered", "message 6 m6", "message 7 m7", "edited 5 e5");
  }

  @Test
  void whoLeavesWhileThePastIsReadIsStillListedAndThenToldToHaveLeft() {
    log.headIs(5, 0);
    TestClient bob = house.inside("lobby", "bob").get(0);
    CompletableFuture<Missed> missed = pastToBeRead(5);
    TestClient ann = house.client("ann");
    Answer answer = house.join(ann, join(4L, 0L, null));

    house.rooms.leave(bob.session(), Said.LOBBY);
    missed.complete(new Missed.All(List.of(Said.message(5, "m5")), List.of()));

    OccupantPage listed = answer.entered().occupants();
    assertThat(listed.count()).isEqualTo(2);
    assertThat(listed.users()).extracting(user -> user.id().value()).containsExactly("ann", "bob");
    assertThat(ann.received()).containsExactly("entered", "left bob");
  }

  @Test
  void howPresentSomebodyIsMeanwhileIsToldAfterTheAnswer() {
    log.headIs(5, 0);
    house.inside("lobby", "bob");
    CompletableFuture<Missed> missed = pastToBeRead(5);
    TestClient ann = house.client("ann");
    house.join(ann, join(4L, 0L, null));

    Event.PresenceChanged away = new Event.PresenceChanged(new UserId("bob"), Status.AWAY, null);
    house.rooms.queuePresence(away).run();
    missed.complete(new Missed.All(List.of(Said.message(5, "m5")), List.of()));

    assertThat(ann.received()).containsExactly("entered", "presence bob away");
  }

  @Test
  void itIsSettledOnceTheSessionHearsWhatHappens() {
    CompletableFuture<Missed> missed = pastToBeRead(1);
    TestClient ann = house.client("ann");
    house
        .rooms
        .join(ann.session(), join(0L, null, null), outcome -> ann.session().send(Said.event("in")))
        .whenComplete((done, failure) -> ann.session().send(Said.event("settled")));
    commit(Said.posted(2));

    missed.complete(new Missed.TooFarBack());

    assertThat(ann.received()).containsExactly("in", "message 2 m2", "settled");
  }

  @Test
  void whoIsTakenOutWhileThePastIsReadIsToldNothingOfIt() {
    CompletableFuture<Missed> missed = pastToBeRead(5);
    TestClient ann = house.client("ann");
    Answer answer = house.join(ann, join(4L, 0L, null));
    commit(Said.posted(6));
    house.rooms.leave(ann.session(), Said.LOBBY);

    missed.complete(new Missed.All(List.of(Said.message(5, "m5")), List.of()));

    assertThat(answer.refusedAs()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(answer.isSettled()).isTrue();
    assertThat(ann.received()).containsExactly("unavailable");
  }

  @Test
  void whoMissedNothingIsRecoveredWithoutAskingTheLog() {
    log.headIs(5, 2);

    Entered entered = house.join(house.client("ann"), join(5L, 2L, 50)).entered();

    assertThat(entered.recovered()).isTrue();
    assertThat(entered.messages()).isEmpty();
    assertThat(entered.changed()).isEmpty();
    assertThat(log.asked).containsExactly("open lobby");
  }

  @Test
  void whatWasMissedIsTold() {
    log.headIs(5, 2);
    List<Message> messages = List.of(Said.message(4, "m4"), Said.message(5, "m5"));
    List<Message> changed = List.of(Said.message(1, "e1"));
    log.missed = CompletableFuture.completedFuture(new Missed.All(messages, changed));

    Entered entered = house.join(house.client("ann"), join(3L, null, 50)).entered();

    assertThat(log.asked).containsExactly("open lobby", "missed since 3/0 up to 5/2");
    assertThat(entered.recovered()).isTrue();
    assertThat(entered.reason()).isNull();
    assertThat(entered.messages()).isEqualTo(messages);
    assertThat(entered.changed()).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "EpochChanged, epoch-changed",
    "TooFarBack, too-far-back",
    "Trimmed, trimmed",
    "Unreadable, unreadable"
  })
  void whyItCannotBeToldIsTold(String why, String reason) {
    log.headIs(5, 2);
    log.missed =
        CompletableFuture.completedFuture(
            switch (why) {
              case "EpochChanged" -> new Missed.EpochChanged();
              case "TooFarBack" -> new Missed.TooFarBack();
              case "Unreadable" -> new Missed.Unreadable();
              default -> new Missed.Trimmed();
            });
    List<Message> latest = List.of(Said.message(5, "m5"));
    log.page = CompletableFuture.completedFuture(new Page(latest, true));

    Entered entered = house.join(house.client("ann"), join(3L, 0L, 1)).entered();
    Entered withoutHistory = house.join(house.client("bob"), join(3L, 0L, null)).entered();

    assertThat(entered.recovered()).isFalse();
    assertThat(entered.reason()).isEqualTo(reason);
    assertThat(entered.messages()).isEqualTo(latest);
    assertThat(entered.changed()).isEmpty();
    assertThat(withoutHistory.reason()).isEqualTo(reason);
    assertThat(withoutHistory.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3, too-far-back", ", unreadable"})
  void whoAsksForMessagesThatCanNeverBeReadEntersWithoutThem(Long seq, String reason) {
    log.headIs(5, 2);
    log.missed = CompletableFuture.completedFuture(new Missed.TooFarBack());
    Throwable unreadable = new UndecryptableException("the keyset lacks the key 7");
    log.page =
        CompletableFuture.failedFuture(new LogUnavailableException("unreadable", unreadable));

    Entered entered = house.join(house.client("ann"), join(seq, 0L, 1)).entered();

    assertThat(entered.recovered()).isFalse();
    assertThat(entered.reason()).isEqualTo(reason);
    assertThat(entered.messages()).isEmpty();
  }

  @Test
  void whatIsTooLongTogetherIsTooFarBack() {
    String half = "x".repeat(16_384); // of 64 KiB, at two bytes a unit
    house = TestRooms.over(log, "parley.history.replay-bytes", "64KiB");
    log.headIs(5, 2);
    log.missed =
        CompletableFuture.completedFuture(
            new Missed.All(List.of(Said.message(5, half)), List.of(Said.message(2, half))));
    assertThat(house.join(house.client("ann"), join(4L, 0L, null)).entered().recovered()).isTrue();

    log.missed =
        CompletableFuture.completedFuture(
            new Missed.All(List.of(Said.message(5, half)), List.of(Said.message(2, half + "x"))));
    Entered entered = house.join(house.client("bob"), join(4L, 0L, null)).entered();

    assertThat(entered.recovered()).isFalse();
    assertThat(entered.reason()).isEqualTo("too-far-back");
    assertThat(entered.messages()).isEmpty();
  }

  @Test
  void theLastMessagesComeIfAskedFor() {
    log.headIs(5, 0);
    List<Message> latest = List.of(Said.message(4, "m4"), Said.message(5, "m5"));
    log.page = CompletableFuture.completedFuture(new Page(latest, true));

    Entered entered = house.join(house.client("ann"), join(null, null, 2)).entered();

    assertThat(log.asked).containsExactly("open lobby", "before 6 limit 2");
    assertThat(entered.recovered()).isFalse();
    assertThat(entered.reason()).isNull();
    assertThat(entered.messages()).isEqualTo(latest);
  }

  @Test
  void noMoreMessagesAreReadThanAPageHas() {
    log.headIs(500, 0);

    house.join(house.client("ann"), join(null, null, 1000)).entered();

    assertThat(log.asked).containsExactly("open lobby", "before 501 limit 100");
  }

  @Test
  void anEmptyLogIsNotRead() {
    house.join(house.client("ann"), join(null, null, 50)).entered();

    assertThat(log.asked).containsExactly("open lobby");
  }

  @Test
  void aRoomWithoutALogDoesNotExistWhereNobodyMayMakeOne() {
    TestRooms fixed = TestRooms.over(log, "parley.room.defaults.create", "false");
    log.head = CompletableFuture.completedFuture(Optional.empty());
    TestClient ann = fixed.client("ann");

    Answer refused = fixed.join(ann, "lobby");
    log.headIs(3, 0);
    Answer entered = fixed.join(ann, "lobby");

    assertThat(refused.refusedAs()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused.isSettled()).isTrue();
    assertThat(entered.entered().position().seq()).isEqualTo(3);
    assertThat(log.asked).containsExactly("find lobby", "find lobby");
  }

  @Test
  void aLogThatIsAwayRefusesAndTheNextMayTryAgain() {
    log.head = CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
    TestClient ann = house.client("ann");

    Answer refused = house.join(ann, "lobby");
    assertThat(house.roomCount()).isZero();
    log.headIs(0, 0);

    assertThat(refused.refusedAs()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused.isSettled()).isTrue();
    assertThat(house.join(ann, "lobby").entered()).isNotNull();
  }

  @Test
  void whoCannotBeToldWhatWasMissedIsNotIn() {
    List<TestClient> in = house.inside("lobby", "ann");
    commit(Said.posted(1));
    in.get(0).received();
    log.missed = CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
    TestClient bob = house.client("bob");

    Answer refused = house.join(bob, join(0L, 0L, null));
    commit(Said.posted(2));

    assertThat(refused.refusedAs()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused.isSettled()).isTrue();
    assertThat(bob.received()).containsExactly("unavailable");
    assertThat(in.get(0).received()).containsExactly("joined bob", "left bob", "message 2 m2");
  }

  @Test
  void whoEntersAgainAndCannotBeToldWhatWasMissedStaysInAndMissesNothing() {
    QueuedDrains threads = new QueuedDrains();
    TestRooms slow = TestRooms.over(log, threads, "parley.room.inline-members", "0");
    List<TestClient> in = slow.inside("lobby", "ann", "bob");
    threads.runAll();
    in.forEach(TestClient::received);
    slow.rooms.committed(Said.LOBBY, List.of(Said.posted(1)));
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;

    Answer refused = slow.join(in.get(1), join(0L, 0L, null));
    slow.rooms.committed(Said.LOBBY, List.of(Said.posted(2)));
    threads.runAll();
    assertThat(in.get(1).received()).isEmpty();
    missed.completeExceptionally(new IllegalStateException("the database is away"));
    slow.rooms.committed(Said.LOBBY, List.of(Said.posted(3)));
    threads.runAll();

    assertThat(refused.refusedAs()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused.isSettled()).isTrue();
    assertThat(in.get(1).received())
        .containsExactly("message 1 m1", "message 2 m2", "unavailable", "message 3 m3");
    assertThat(in.get(0).received())
        .containsExactly("message 1 m1", "message 2 m2", "message 3 m3");
    slow.rooms.leave(in.get(1).session(), Said.LOBBY);
    threads.runAll();
    assertThat(in.get(0).received()).containsExactly("left bob");
  }

  @Test
  void whoEntersAgainHearsNothingTwice() {
    List<TestClient> in = house.inside("lobby", "ann");
    commit(Said.posted(1));
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;
    Answer answer = house.join(in.get(0), join(0L, 0L, null));
    commit(Said.posted(2));

    missed.complete(new Missed.TooFarBack());
    commit(Said.posted(3));

    assertThat(answer.entered().position().seq()).isEqualTo(1);
    assertThat(in.get(0).received())
        .containsExactly("message 1 m1", "entered", "message 2 m2", "message 3 m3");
  }

  @Test
  void whoVanishesWhileEnteringAgainIsOutAltogether() {
    List<TestClient> in = house.inside("lobby", "ann", "bob");
    commit(Said.posted(1));
    in.get(0).received();
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;
    house.join(in.get(1), join(0L, 0L, null));

    in.get(1).vanish();
    missed.completeExceptionally(new IllegalStateException("the database is away"));
    house.sweepAfter(11);
    house.rooms.leave(in.get(0).session(), Said.LOBBY);

    assertThat(in.get(0).received()).containsExactly("left bob");
    assertThat(house.roomCount()).isZero();
  }

  @Test
  void aFaultUnseatsWhoWasNotInBefore() {
    List<TestClient> in = house.inside("lobby", "ann");
    commit(Said.posted(1));
    in.get(0).received();
    log.bug = new IllegalStateException("a bug");
    TestClient bob = house.client("bob");

    Answer refused = house.join(bob, join(0L, 0L, null));
    Answer again = house.join(in.get(0), join(0L, 0L, null));
    commit(Said.posted(2));

    assertThat(refused.refusedAs()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(again.refusedAs()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(bob.received()).containsExactly("internal");
    assertThat(in.get(0).received())
        .containsExactly("joined bob", "left bob", "internal", "message 2 m2");
  }

  @Test
  void aLogThatThrowsIsAFaultOfTheServerAndNobodyWaitsForEver() {
    house.inside("library", "bob");
    log.bug = new IllegalStateException("a bug");
    TestClient ann = house.client("ann");

    Answer opening = house.join(ann, "lobby");
    Answer reading =
        house.join(ann, new Command.Join(LIBRARY, new Command.Since(Said.EPOCH, 3L, 0L), null));

    assertThat(opening.refusedAs()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(opening.isSettled()).isTrue();
    assertThat(reading.refusedAs()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(reading.isSettled()).isTrue();
    log.bug = null;
    assertThat(house.join(ann, "lobby").entered()).isNotNull();
  }

  @Test
  void aReplyThatThrowsIsNotAskedAgain() {
    int[] called = {0};
    boolean[] settled = {false};
    TestClient ann = house.client("ann");
    house
        .rooms
        .join(
            ann.session(),
            join(null, null, null),
            outcome -> {
              called[0]++;
              throw new IllegalStateException("a bug");
            })
        .whenComplete((done, failure) -> settled[0] = failure == null);

    assertThat(called[0]).isEqualTo(1);
    assertThat(settled[0]).isTrue();
    commit(Said.posted(1));
    assertThat(ann.received()).containsExactly("message 1 m1");
  }

  @Test
  void anotherLifeOfTheLogIsForTheLogToTell() {
    log.headIs(5, 0);
    log.missed = CompletableFuture.completedFuture(new Missed.EpochChanged());
    Command.Since since = new Command.Since(new Epoch("E0"), 5L, 0L);

    Entered entered =
        house.join(house.client("ann"), new Command.Join(Said.LOBBY, since, null)).entered();

    assertThat(entered.recovered()).isFalse();
    assertThat(entered.reason()).isEqualTo("epoch-changed");
  }

  @Test
  void aSessionThatVanishesWhileItEntersIsTakenOut() {
    CompletableFuture<Optional<LogHead>> head = new CompletableFuture<>();
    log.head = head;
    TestClient ann = house.client("ann");
    house.join(ann, "lobby");
    ann.vanish();

    head.complete(Optional.of(new LogHead(Said.EPOCH, 1, 0, 0)));
    assertThat(house.roomCount()).isEqualTo(1);
    house.sweepAfter(11);

    assertThat(house.roomCount()).isZero();
  }

  @Test
  void aSessionThatVanishesWhileTheLogIsReadIsTakenOut() {
    CompletableFuture<Missed> missed = pastToBeRead(5);
    TestClient ann = house.client("ann");
    Answer answer = house.join(ann, join(3L, 0L, null));
    ann.vanish();
    house.sweepAfter(11);

    missed.complete(new Missed.TooFarBack());

    assertThat(answer.isSettled()).isTrue();
    assertThat(house.roomCount()).isZero();
  }

  @Test
  void enteringAgainAnswersTheSameAndIsToldToNobody() {
    log.headIs(5, 0);
    List<TestClient> in = house.inside("lobby", "ann", "bob");

    Entered again = house.join(in.get(1), "lobby").entered();
    commit(Said.posted(6));

    assertThat(again.position().seq()).isEqualTo(5);
    assertThat(again.firstSession()).isFalse();
    assertThat(again.occupants().count()).isEqualTo(2);
    assertThat(in.get(0).received()).containsExactly("message 6 m6");
    assertThat(in.get(1).received()).containsExactly("entered", "message 6 m6");
  }

  @Test
  void aSessionMayBeInSoManyRooms() {
    TestRooms small = TestRooms.over(log, "parley.room.per-session", "2");
    TestClient ann = small.client("ann");
    small.join(ann, "one").entered();
    small.join(ann, "two").entered();

    assertThat(small.join(ann, "three").refusal().message())
        .isEqualTo("a session may be in 2 rooms");
    assertThat(small.join(ann, "three").refusedAs()).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(small.join(ann, "two").entered()).isNotNull();
    small.rooms.leave(ann.session(), new RoomName("one"));
    assertThat(small.join(ann, "three").entered()).isNotNull();
  }

  @Test
  void theNodeMayHaveSoManyRooms() {
    TestRooms small = TestRooms.over(log, "parley.room.per-node", "1");
    small.inside("one", "ann");
    TestClient bob = small.client("bob");

    assertThat(small.join(bob, "two").refusal().message()).isEqualTo("the node may have 1 rooms");
    assertThat(small.join(bob, "one").entered()).isNotNull();
  }

  @Test
  void aRoomMayHaveSoManyUsers() {
    TestRooms small = TestRooms.over(log, "parley.room.defaults.max-members", "1");
    List<TestClient> in = small.inside("lobby", "ann");
    TestClient bob = small.client("bob");

    assertThat(small.join(bob, "lobby").refusal().message()).isEqualTo("the room is full");
    assertThat(small.join(small.client("ann"), "lobby").entered()).isNotNull();
    in.get(0).vanish();
    assertThat(small.join(bob, "lobby").refusedAs()).isEqualTo(ErrorCode.LIMIT_REACHED);
  }
}
