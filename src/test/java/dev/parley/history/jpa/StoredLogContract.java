package dev.parley.history.jpa;

import static dev.parley.history.Caller.change;
import static dev.parley.history.Caller.refusal;
import static dev.parley.history.Caller.soon;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.history.Caller;
import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.HistoryLimits;
import dev.parley.history.HistoryPolicy;
import dev.parley.history.LogHead;
import dev.parley.history.LogStore;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.history.Page;
import dev.parley.history.PolicyByRoom;
import dev.parley.history.RecordingListener;
import dev.parley.history.Retention;
import dev.parley.history.RoomLog;
import dev.parley.history.RoomLogContract;
import dev.parley.history.RoomRetention;
import dev.parley.history.RoomRetentions;
import dev.parley.history.StoredLog;
import dev.parley.log.LoggedLines;
import dev.parley.protocol.ChangedMessage;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Position;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log in a database promises besides; the same on every provider and every database. */
abstract class StoredLogContract extends RoomLogContract {
  private static final int REPLAY = 20;
  private static final int PAGE = 10;
  private static final HistoryLimits LIMITS =
      new HistoryLimits(
          2,
          100,
          Duration.ofMillis(2),
          10_000,
          1 << 24,
          2,
          REPLAY,
          65_536,
          PAGE,
          Duration.ofHours(1),
          3);

  /** Nodes that write to one room at once have to wait for each other, long on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<RoomName, Retention> retentions = new ConcurrentHashMap<>();
  private final HistoryPolicy policy =
      new PolicyByRoom(
          room -> true,
          room -> retentions.getOrDefault(room, Retention.FOREVER),
          this::isEncrypted);
  TestDatabase database;
  private EntityManagerFactory unit;
  private LocalLogStore store;
  private StoredLog log;
  private SimpleMeterRegistry meters;

  abstract Provider provider();

  abstract TestDatabase database(Path folder);

  /** What is encrypted, by {@link TestKeys#CIPHER}. */
  boolean isEncrypted(RoomName name) {
    return false;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    database = database(folder);
    new Schema(database.pool()).migrate();
    unit = provider().unit(database.pool());
    MessageBodies bodies = new MessageBodies(policy, TestKeys.CIPHER);
    database.patience(PATIENCE);
    store = new LocalLogStore(unit, Clock.systemUTC(), bodies).waiting(PATIENCE);
    meters = new SimpleMeterRegistry();
    log = node(store, meters);
    log.onCommit(listener);
    log.start();
  }

  private final RoomRetentions roomRetentions = new RoomRetentions();

  private StoredLog node(LogStore tables, SimpleMeterRegistry registry) {
    return new StoredLog(
        tables, LIMITS, policy, roomRetentions, Clock.systemUTC(), Thread::new, registry);
  }

  @AfterAll
  void stop() {
    log.close();
    unit.close();
    database.close();
  }

  @Override
  protected RoomLog log() {
    return log;
  }

  private List<Message> all() {
    List<Message> all = new ArrayList<>();
    Page page = new Page(List.of(), true);
    while (page.more()) {
      long last = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
      page = soon(log.after(room, last, PAGE));
      all.addAll(page.messages());
    }
    return all;
  }

  @Test
  void messageIsReadBackAsItWasAcked() {
    Entry.Post longest =
        new Entry.Post(
            room,
            new UserId("😀".repeat(64)),
            new UserName("é".repeat(64)),
            "Zoë said: \"it's 5 µs\"; -- \\ %s ?\t\r\n" + "😀".repeat(16_000),
            null);

    Message acked = change(soon(ann.write(longest))).message();

    assertThat(soon(log.after(room, 0, 1)).messages()).containsExactly(acked);
  }

  @Test
  void theLongestNameOfARoomIsKept() {
    RoomName longest =
        new RoomName(new Tenant("t".repeat(64)), "r".repeat(120) + room.value().substring(5));
    new Caller(log, longest, "ann").says("hello");

    assertThat(soon(log.after(longest, 0, 1)).messages())
        .singleElement()
        .satisfies(message -> assertThat(message.roomId()).isEqualTo(longest));
  }

  @Test
  void editLeavesWhoAndWhenAndTakesNoSequence() {
    Message sent = ann.says("helo");

    Change edited = change(ann.edits(sent.messageId(), "hello"));

    assertThat(edited).isInstanceOf(Change.Edited.class);
    assertThat(edited.message())
        .isEqualTo(
            ChangedMessage.edited(
                sent, "hello", new UserId("ann"), edited.message().editedAt(), 1));
    assertThat(edited.message().editedAt()).isBetween(sent.timestamp(), Instant.now());
    assertThat(ann.says("next").seq()).isEqualTo(2);
    assertThat(soon(log.find(room)).map(LogHead::rev)).contains(1L);
    assertThat(all().get(0)).isEqualTo(edited.message());
    await().until(() -> listener.of(room).size() == 3);
    assertThat(listener.of(room).get(1)).isEqualTo(edited);
  }

  @Test
  void deletionLeavesThePlaceWithoutTheWords() {
    Message sent = ann.says("a secret");
    ann.edits(sent.messageId(), "the secret");

    Change deleted = change(ann.deletes(sent.messageId()));

    assertThat(deleted).isInstanceOf(Change.Deleted.class);
    Message left = deleted.message();
    assertThat(left.content()).isNull();
    assertThat(left.deletedBy()).hasToString("ann");
    assertThat(left.deletedAt()).isBetween(left.editedAt(), Instant.now());
    assertThat(left.editedBy()).hasToString("ann");
    assertThat(left.rev()).isEqualTo(2);
    assertThat(all()).containsExactly(left);
    assertThat(refusal(ann.edits(sent.messageId(), "x"))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.deletes(sent.messageId()))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(soon(log.find(room)).map(LogHead::rev)).contains(2L);
  }

  @Test
  void removalHidesTheWordsUntilTheyAreRestored() {
    UserId moderator = new UserId("mod");
    List<UserId> noted = new ArrayList<>();
    Message sent = change(ann.sends("a secret", "k")).message();
    Entry remove = new Entry.Remove(room, moderator, sent.messageId(), note(noted));
    Entry restore = new Entry.Restore(room, moderator, sent.messageId(), note(noted));
    assertThat(refusal(soon(ann.write(restore)))).isEqualTo(ErrorCode.NOT_FOUND);

    Change removed = change(soon(ann.write(remove)));
    assertThat(removed).isInstanceOf(Change.Removed.class);
    Message left = removed.message();
    assertThat(left.content()).isNull();
    assertThat(left.deletedBy()).isEqualTo(moderator);
    assertThat(left.rev()).isEqualTo(1);
    assertThat(all()).containsExactly(left);
    assertThat(refusal(soon(ann.write(remove)))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.edits(sent.messageId(), "x"))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal(ann.deletes(sent.messageId()))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(change(ann.sends("a secret", "k"))).isEqualTo(new Change.Repeated(left));

    Change restored = change(soon(ann.write(restore)));
    assertThat(restored).isInstanceOf(Change.Restored.class);
    Message again = restored.message();
    assertThat(again.content()).isEqualTo("a secret");
    assertThat(again.deletedAt()).isNull();
    assertThat(again.editedAt()).isNull();
    assertThat(again.rev()).isEqualTo(2);
    assertThat(all()).containsExactly(again);
    assertThat(noted).containsExactly(ann.id(), ann.id());
    ann.deletes(sent.messageId());
    assertThat(refusal(soon(ann.write(restore)))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  private static Function<UserId, Outcome<UserId>> note(List<UserId> noted) {
    return sender -> {
      noted.add(sender);
      return Outcome.done(sender);
    };
  }

  @Test
  void whatAnotherHasRemovedIsNotTheAuthorsToRestore() {
    Message sent = ann.says("shouted");
    Entry own = new Entry.Restore(room, ann.id(), sent.messageId(), Outcome::done);
    UserId moderator = new UserId("mod");
    soon(ann.write(new Entry.Remove(room, moderator, sent.messageId(), Outcome::done)));
    assertThat(refusal(soon(ann.write(own)))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(all().get(0).deletedBy()).isEqualTo(moderator);

    UserId third = new UserId("third");
    change(soon(ann.write(new Entry.Restore(room, third, sent.messageId(), Outcome::done))));
    change(soon(ann.write(new Entry.Remove(room, ann.id(), sent.messageId(), Outcome::done))));
    assertThat(change(soon(ann.write(own))).message().content()).isEqualTo("shouted");
  }

  @Test
  void whatIsRefusedWithTheNoteIsNotDone() {
    Message sent = ann.says("still here");
    UserId moderator = new UserId("mod");
    Function<UserId, Outcome<UserId>> refuses =
        sender -> Outcome.rejected(ErrorCode.FORBIDDEN, sender + " is staff");
    Entry remove = new Entry.Remove(room, moderator, sent.messageId(), refuses);
    assertThat(refusal(soon(ann.write(remove)))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(all()).containsExactly(sent);

    change(soon(ann.write(new Entry.Remove(room, moderator, sent.messageId(), Outcome::done))));
    Entry restore = new Entry.Restore(room, moderator, sent.messageId(), refuses);
    assertThat(refusal(soon(ann.write(restore)))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(all().get(0).content()).isNull();
    assertThat(soon(log.find(room)).map(LogHead::rev)).contains(1L);
  }

  @Test
  void removalThatCannotBeNotedIsNotDone() {
    Message sent = ann.says("still here");
    Entry remove =
        new Entry.Remove(
            room,
            new UserId("mod"),
            sent.messageId(),
            sender -> {
              throw new IllegalStateException("the note cannot be written");
            });
    assertThat(refusal(soon(ann.write(remove)))).isEqualTo(ErrorCode.INTERNAL);
    assertThat(all()).containsExactly(sent);
  }

  @Test
  void whatOthersSaidIsChangedByRightOnly() {
    Message sent = ann.says("mine");

    assertThat(refusal(bob.edits(sent.messageId(), "his"))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refusal(bob.deletes(sent.messageId()))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(all()).containsExactly(sent);

    UserId moderator = new UserId("mod");
    Entry edit = new Entry.Edit(room, moderator, sender -> true, sent.messageId(), "mended");
    Message edited = change(soon(ann.write(edit))).message();
    assertThat(edited.editedBy()).isEqualTo(moderator);
    assertThat(edited.senderId()).hasToString("ann");
    Entry delete = new Entry.Delete(room, moderator, sender -> true, sent.messageId());
    assertThat(change(soon(ann.write(delete))).message().deletedBy()).isEqualTo(moderator);
  }

  @Test
  void retryGetsTheMessageAsItIsNow() {
    Message sent = change(ann.sends("helo", "k")).message();
    Message edited = change(ann.edits(sent.messageId(), "hello")).message();

    assertThat(change(ann.sends("helo", "k"))).isEqualTo(new Change.Repeated(edited));
    assertThat(refusal(ann.sends("hello", "k"))).isEqualTo(ErrorCode.KEY_CONFLICT);

    Message deleted = change(ann.deletes(sent.messageId())).message();
    assertThat(change(ann.sends("helo", "k"))).isEqualTo(new Change.Repeated(deleted));
  }

  @Test
  void oneCommitMayHoldAllKindsOfEntries() {
    Message first = ann.says("first");
    UserId annId = first.senderId();
    MessageId second = new MessageId(first.epoch(), 2);

    List<Outcome<Change>> outcomes =
        store.commit(
            List.of(
                ann.post("second", "k"),
                ann.post("second", "k"),
                ann.post("other", "k"),
                new Entry.Edit(room, annId, sender -> false, first.messageId(), "1st"),
                new Entry.Edit(room, annId, sender -> false, second, "2nd"),
                new Entry.Delete(room, annId, sender -> false, second),
                new Entry.Edit(room, annId, sender -> false, second, "too late"),
                ann.post("third", null)));

    assertThat(outcomes.subList(0, 2)).extracting(o -> change(o).message().seq()).containsOnly(2L);
    assertThat(change(outcomes.get(1))).isInstanceOf(Change.Repeated.class);
    assertThat(refusal(outcomes.get(2))).isEqualTo(ErrorCode.KEY_CONFLICT);
    assertThat(change(outcomes.get(3)).message().rev()).isEqualTo(1);
    assertThat(change(outcomes.get(4)).message().content()).isEqualTo("2nd");
    assertThat(change(outcomes.get(5)).message().rev()).isEqualTo(3);
    assertThat(refusal(outcomes.get(6))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(change(outcomes.get(7)).message().seq()).isEqualTo(3);
    assertThat(all()).extracting(Message::content).containsExactly("1st", null, "third");
    assertThat(soon(log.find(room)).map(LogHead::position))
        .contains(new Position(first.epoch(), 3, 3));
  }

  @Test
  void oneCommitMayHoldManyRoomsAndMoreEntriesThanOneQueryTakes() {
    List<RoomName> rooms =
        IntStream.range(0, 600).mapToObj(i -> new RoomName(room + "-" + i)).toList();
    List<Entry> entries = new ArrayList<>();
    for (RoomName each : rooms) {
      entries.add(new Caller(log, each, "ann").post("one", "k"));
      entries.add(new Caller(log, each, "bob").post("two", "k"));
    }

    List<Outcome<Change>> first = store.commit(entries);
    List<Outcome<Change>> again = store.commit(entries);

    assertThat(first).extracting(Caller::change).hasOnlyElementsOfType(Change.Posted.class);
    assertThat(again).extracting(Caller::change).hasOnlyElementsOfType(Change.Repeated.class);
    assertThat(again)
        .extracting(o -> change(o).message())
        .isEqualTo(first.stream().map(o -> change(o).message()).toList());
  }

  @Test
  void pagesGoBothWays() {
    IntStream.rangeClosed(1, 7).forEach(i -> ann.says("m" + i));

    assertThat(page(() -> log.before(room, 8, 3))).isEqualTo("[5, 6, 7] more");
    assertThat(page(() -> log.before(room, 5, 3))).isEqualTo("[2, 3, 4] more");
    assertThat(page(() -> log.before(room, 4, 3))).isEqualTo("[1, 2, 3] end");
    assertThat(page(() -> log.before(room, 1, 3))).isEqualTo("[] end");
    assertThat(page(() -> log.before(room, Long.MAX_VALUE, 3))).isEqualTo("[5, 6, 7] more");
    assertThat(page(() -> log.after(room, 0, 3))).isEqualTo("[1, 2, 3] more");
    assertThat(page(() -> log.after(room, 4, 3))).isEqualTo("[5, 6, 7] end");
    assertThat(page(() -> log.after(room, 7, 3))).isEqualTo("[] end");
    assertThat(page(() -> log.after(room, 0, 0))).isEqualTo("[] more");
  }

  private static String page(Supplier<CompletionStage<Page>> read) {
    Page page = soon(read.get());
    List<Long> seqs = page.messages().stream().map(Message::seq).toList();
    return seqs + (page.more() ? " more" : " end");
  }

  @Test
  void pageIsNoLongerThanTheLimitAllows() {
    IntStream.rangeClosed(1, PAGE + 1).forEach(i -> ann.says("m" + i));

    Page page = soon(log.after(room, 0, 1_000));

    assertThat(page.messages()).hasSize(PAGE);
    assertThat(page.more()).isTrue();
  }

  @Test
  void whatWasMissedIsAllThatFollowedAndAllThatChanged() {
    Message one = ann.says("one");
    Message two = ann.says("two");
    Message editedOne = change(ann.edits(one.messageId(), "1")).message();
    Position position = new Position(one.epoch(), 2, 1);
    Message three = ann.says("three");
    Message deletedTwo = change(ann.deletes(two.messageId())).message();
    Message editedAgain = change(ann.edits(one.messageId(), "I")).message();
    Message four = ann.says("four");

    assertThat(missedSince(position))
        .isEqualTo(new Missed.All(List.of(three, four), List.of(deletedTwo, editedAgain)));
    assertThat(soon(log.missed(room, position, position(one, 3, 3))))
        .isEqualTo(new Missed.All(List.of(three), List.of(deletedTwo, editedAgain)));
    assertThat(soon(log.missed(room, position, position(one, 3, 2))))
        .isEqualTo(new Missed.All(List.of(three), List.of(deletedTwo)));
    assertThat(missedSince(new Position(one.epoch(), 2, 2)))
        .isEqualTo(new Missed.All(List.of(three, four), List.of(editedAgain)));
    assertThat(missedSince(new Position(one.epoch(), 1, 3)))
        .isEqualTo(new Missed.All(List.of(deletedTwo, three, four), List.of()));
    assertThat(missedSince(new Position(one.epoch(), 0, 0)))
        .isEqualTo(new Missed.All(List.of(editedAgain, deletedTwo, three, four), List.of()));
    assertThat(soon(log.missed(room, new Position(one.epoch(), 4, 2), position(one, 3, 3))))
        .isEqualTo(new Missed.All(List.of(), List.of(editedAgain)));
    assertThat(editedOne.rev()).isEqualTo(1);
  }

  private static Position position(Message of, long seq, long rev) {
    return new Position(of.epoch(), seq, rev);
  }

  @Test
  void whatIsChangedAfterThePositionAskedForIsLeftToWhoHearsOfIt() {
    List<Message> said = IntStream.rangeClosed(1, 8).mapToObj(i -> ann.says("m" + i)).toList();
    MessageId five = said.get(4).messageId();
    ann.edits(five, "first");
    Message seven = change(ann.edits(said.get(6).messageId(), "second")).message();
    ann.deletes(five);
    Message eight = change(ann.edits(said.get(7).messageId(), "later")).message();
    Message first = said.get(0);

    Missed upToTheSecond = soon(log.missed(room, position(first, 7, 0), position(first, 7, 2)));
    Missed withNew = soon(log.missed(room, position(first, 7, 0), position(first, 8, 2)));

    assertThat(upToTheSecond).isEqualTo(new Missed.All(List.of(), List.of(seven)));
    assertThat(withNew).isEqualTo(new Missed.All(List.of(eight), List.of(seven)));
  }

  @Test
  void aDatabaseThatIsBehindWhatIsToldIsNotTakenForWhole() {
    Message first = ann.says("first");

    for (Position told : List.of(position(first, 2, 0), position(first, 1, 1))) {
      assertThat(log.missed(room, position(first, 1, 0), told))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withRootCauseInstanceOf(LogUnavailableException.class)
          .withStackTraceContaining("behind what it has confirmed: at 1, revision 0, in place of");
    }
  }

  @Test
  void moreThanMayBeReplayedIsTooFarBack() {
    Message first = ann.says("first");
    IntStream.range(0, REPLAY).forEach(i -> ann.says("m" + i));
    Position start = new Position(first.epoch(), 1, 0);

    assertThat(((Missed.All) missedSince(start)).messages()).hasSize(REPLAY);
    assertThat(missedSince(new Position(first.epoch(), 0, 0))).isEqualTo(new Missed.TooFarBack());

    ann.edits(first.messageId(), "1st");
    assertThat(missedSince(start)).isEqualTo(new Missed.TooFarBack());
    Missed changedOnly = missedSince(new Position(first.epoch(), 1 + REPLAY, 0));
    assertThat(((Missed.All) changedOnly).changed()).hasSize(1);
  }

  @Test
  void retentionByCountKeepsTheNewest() {
    Message first = ann.says("m1");
    IntStream.rangeClosed(2, 10).forEach(i -> ann.says("m" + i));
    Retention newestTwo = new Retention(null, 2L);

    assertThat(store.trim(room, newestTwo, Instant.now(), 3)).isEqualTo(3);
    assertThat(all()).extracting(Message::seq).startsWith(4L).hasSize(7);
    assertThat(soon(log.find(room)).map(LogHead::firstSeq)).contains(4L);
    assertThat(store.trim(room, newestTwo, Instant.now(), 100)).isEqualTo(5);
    assertThat(store.trim(room, newestTwo, Instant.now(), 100)).isZero();
    assertThat(all()).extracting(Message::seq).containsExactly(9L, 10L);
    assertThat(missedSince(new Position(first.epoch(), 7, 0))).isEqualTo(new Missed.Trimmed());
    assertThat(((Missed.All) missedSince(new Position(first.epoch(), 8, 0))).messages()).hasSize(2);
    assertThat(ann.says("m11").seq()).isEqualTo(11);
  }

  @Test
  void retentionByAgeKeepsTheYoung() {
    Message message = ann.says("m1");
    ann.says("m2");
    Retention anHour = new Retention(Duration.ofHours(1), null);
    Instant sent = message.timestamp();

    assertThat(store.trim(room, anHour, sent.plusSeconds(3_600), 100)).isZero();
    assertThat(store.trim(room, anHour, sent.plusSeconds(7_200), 100)).isEqualTo(2);

    LogHead head = soon(log.find(room)).orElseThrow();
    assertThat(head.firstSeq()).isEqualTo(3);
    assertThat(head.seq()).isEqualTo(2);
    assertThat(missedSince(head.position())).isEqualTo(new Missed.All(List.of(), List.of()));
    assertThat(ann.says("m3").seq()).isEqualTo(3);
  }

  @Test
  void sweepTrimsEveryRoomThatHasARetention() {
    IntStream.rangeClosed(1, 10).forEach(i -> ann.says("m" + i));
    RoomName other = new RoomName(room + "-forever");
    Caller elsewhere = new Caller(log, other, "ann");
    elsewhere.says("stays");
    retentions.put(room, new Retention(null, 1L));
    double before = trimmed();

    log.sweep();

    assertThat(all()).extracting(Message::seq).containsExactly(10L);
    assertThat(soon(log.after(other, 0, 10)).messages()).hasSize(1);
    assertThat(trimmed() - before).isEqualTo(9);
  }

  @Test
  void sweepKeepsLessOfARoomThatIsSetSoAndNeverMore() {
    IntStream.rangeClosed(1, 10).forEach(i -> ann.says("m" + i));
    retentions.put(room, new Retention(null, 5L));
    keepOfTheRoom(9);
    log.sweep();
    assertThat(all()).hasSize(5);
    keepOfTheRoom(2);
    log.sweep();
    assertThat(all()).extracting(Message::seq).containsExactly(9L, 10L);
  }

  private void keepOfTheRoom(long messages) {
    roomRetentions.put(
        new RoomRetention(room, new Retention(null, messages), new UserId("boss"), Instant.EPOCH));
  }

  @Test
  void anErasedMessageKeepsItsPlaceAndNothingElse() {
    Message first = ann.says("my secret");
    Message second = ann.says("a second one");
    UserId boss = new UserId("boss");
    ann.deletes(first.messageId());
    for (Message each : List.of(first, second)) {
      assertThat(soon(written(new Entry.Erase(room, boss, each.messageId()))))
          .isInstanceOf(Outcome.Done.class);
    }
    assertThat(all()).extracting(Message::seq).containsExactly(1L, 2L);
    assertThat(all()).extracting(Message::content).containsOnlyNulls();
    assertThat(all()).extracting(each -> each.senderId().value()).containsOnly("guest-erased");
    assertThat(all()).extracting(each -> each.senderName().value()).containsOnly("erased");
  }

  private CompletableFuture<Outcome<Change>> written(Entry entry) {
    CompletableFuture<Outcome<Change>> answer = new CompletableFuture<>();
    log.write(entry, answer::complete);
    return answer;
  }

  private double trimmed() {
    return meters.get("parley.history.trimmed").counter().count();
  }

  @Test
  void twoNodesShareTheirRoomsWithoutAGap() {
    StoredLog other = node(store, new SimpleMeterRegistry());
    RecordingListener heardThere = new RecordingListener();
    other.onCommit(heardThere);
    other.start();
    RoomName second = new RoomName(room + "-2");
    List<CompletableFuture<Outcome<Change>>> outcomes = new ArrayList<>();

    for (int i = 0; i < 200; i++) {
      for (RoomName each : List.of(room, second)) {
        outcomes.add(new Caller(log, each, "ann").write(inRoom(each, "here " + i)));
        outcomes.add(new Caller(other, each, "bob").write(inRoom(each, "there " + i)));
      }
    }

    outcomes.forEach(outcome -> change(soon(outcome)));
    other.close();
    assertThat(all()).extracting(Message::seq).isEqualTo(upTo(400));
    assertThat(all())
        .extracting(Message::content)
        .filteredOn(content -> content.startsWith("here"))
        .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "here " + i).toList());
    assertThat(heardThere.of(second)).hasSize(200);
    assertThat(heardThere.of(second))
        .extracting(c -> c.message().content())
        .allMatch(content -> content.startsWith("there"));
  }

  private Entry.Post inRoom(RoomName name, String content) {
    return new Caller(log, name, "ann").post(content, null);
  }

  @Test
  void keySentThroughTwoNodesIsOneMessage() {
    StoredLog other = node(store, new SimpleMeterRegistry());
    other.start();
    List<CompletableFuture<Outcome<Change>>> tries = new ArrayList<>();

    for (int i = 0; i < 50; i++) {
      tries.add(ann.write(ann.post("hello", "key " + i)));
      tries.add(new Caller(other, room, "ann").write(ann.post("hello", "key " + i)));
    }

    tries.forEach(one -> change(soon(one)));
    other.close();
    assertThat(all()).extracting(Message::seq).isEqualTo(upTo(50));
  }

  @Test
  void nodesThatOpenARoomAtOnceMakeOneLog() {
    List<CompletableFuture<LogHead>> opened =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> soon(log.open(room))))
            .toList();

    assertThat(opened.stream().map(Caller::soon).map(LogHead::epoch).distinct()).hasSize(1);
  }

  @Test
  void entryThatTheDatabaseRefusesFailsAloneAndIsNotRepeatedInTheLog() {
    Map<Integer, Entry.Post> poison =
        Map.of(3, ann.post("poison in a", "a"), 25, ann.post("poison in b", "b"));
    String digests =
        poison.values().stream()
            .map(post -> "'" + Digests.ofKey(post, post.key()) + "'")
            .collect(joining(", "));
    database.execute(
        "ALTER TABLE message ADD CONSTRAINT ck_test CHECK (key_digest NOT IN (" + digests + "))");
    try (LoggedLines lines = new LoggedLines("dev.parley")) {
      List<CompletableFuture<Outcome<Change>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        outcomes.add(ann.write(poison.getOrDefault(i, ann.post("m" + i, null))));
      }

      assertThat(refusal(soon(outcomes.get(3)))).isEqualTo(ErrorCode.INTERNAL);
      assertThat(refusal(soon(outcomes.get(25)))).isEqualTo(ErrorCode.INTERNAL);
      assertThat(outcomes.stream().filter(o -> soon(o) instanceof Outcome.Done)).hasSize(38);
      assertThat(all()).extracting(Message::seq).isEqualTo(upTo(38));
      assertThat(all()).extracting(Message::content).startsWith("m0", "m1", "m2", "m4");
      assertThat(lines.all())
          .anyMatch(line -> line.contains("the database refuses an entry room=" + room))
          .noneMatch(line -> line.contains("poison"));
    } finally {
      database.execute("ALTER TABLE message DROP CONSTRAINT ck_test");
    }
  }

  @Test
  void roomThatAnotherKeepsLockedIsUnavailableUntilItIsLetGo() throws SQLException {
    StoredLog impatient = node(store.waiting(Duration.ofSeconds(1)), new SimpleMeterRegistry());
    impatient.start();
    database.patience(Duration.ofSeconds(1));
    Caller bob = new Caller(impatient, room, "bob");
    bob.says("before");
    try (Connection other = database.pool().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM room_log WHERE room = '" + room + "' FOR UPDATE");

      assertThat(refusal(bob.sends("meanwhile", null))).isEqualTo(ErrorCode.UNAVAILABLE);

      other.rollback();
    } finally {
      database.patience(PATIENCE);
    }
    assertThat(bob.says("after").seq()).isEqualTo(2);
    impatient.close();
  }

  @Test
  void logIsUnavailableWhileTheDatabaseIsAwayAndLosesNothing() throws SQLException {
    Message before = ann.says("before");

    database.goAway();
    try {
      assertThat(refusal(ann.sends("meanwhile", "k"))).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(refusal(ann.edits(before.messageId(), "x"))).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThatThrownBy(() -> soon(log.open(room)))
          .hasRootCauseInstanceOf(SQLException.class)
          .hasStackTraceContaining(LogUnavailableException.class.getName());
    } finally {
      database.comeBack();
    }

    Message after = change(ann.sends("meanwhile", "k")).message();
    assertThat(after.seq()).isEqualTo(2);
    assertThat(all()).containsExactly(before, after);
    await().until(() -> listener.of(room).size() == 2);
    assertThat(listener.of(room)).extracting(Change::message).containsExactly(before, after);
  }
}
