package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.history.Change;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.Missed;
import dev.parley.log.LoggedLines;
import dev.parley.protocol.ErrorCode;
import dev.parley.session.TestClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a commit wrote that was not confirmed reaches the room all the same, and in its place. */
class CatchUpTest {
  private final ScriptedLog log = new ScriptedLog();
  private final TestRooms house = TestRooms.over(log);

  private void commit(Change... changes) {
    house.rooms.committed(Said.LOBBY, List.of(changes));
  }

  private TestClient inside() {
    log.headIs(4, 0);
    return house.inside("lobby", "ann").get(0);
  }

  @Test
  void whatIsMissingIsReadAndToldBeforeAnythingNewer() {
    TestClient ann = inside();
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;

    commit(Said.posted(5), Said.posted(7));
    commit(Said.posted(8));

    assertThat(ann.received()).containsExactly("message 5 m5");
    assertThat(log.asked).endsWith("missed since 5/0 up to 6/0");

    missed.complete(new Missed.All(List.of(Said.message(6, "m6")), List.of()));

    assertThat(ann.received()).containsExactly("message 6 m6", "message 7 m7", "message 8 m8");
  }

  @Test
  void itIsTriedAgainUntilTheLogAnswers() {
    TestClient ann = inside();
    log.missed = CompletableFuture.failedFuture(new LogUnavailableException("away"));
    commit(Said.posted(6));
    house.sweepAfter(1);
    assertThat(ann.received()).isEmpty();

    log.missed =
        CompletableFuture.completedFuture(
            new Missed.All(List.of(Said.message(5, "m5")), List.of()));
    house.sweepAfter(2);

    assertThat(ann.received()).containsExactly("message 5 m5", "message 6 m6");
  }

  @Test
  void thatItIsBehindIsLoggedOnceHoweverOftenItIsTried() {
    inside();
    log.missed = CompletableFuture.failedFuture(new LogUnavailableException("away"));
    try (LoggedLines lines = new LoggedLines(CatchUp.class.getName())) {
      commit(Said.posted(6));
      house.sweepAfter(1);
      house.sweepAfter(2);

      assertThat(log.asked.stream().filter(asked -> asked.startsWith("missed"))).hasSize(3);
      assertThat(lines.all()).containsExactly("room-behind room=lobby seq=4");
    }
  }

  @Test
  void itIsTriedAgainWhereReadingFailsByABug() {
    TestClient ann = inside();
    try (LoggedLines lines = new LoggedLines(CatchUp.class.getName())) {
      log.bug = new IllegalStateException("a bug");
      commit(Said.posted(6));
      house.sweepAfter(1);
      assertThat(lines.all().stream().filter(line -> line.startsWith("room-not-read room=lobby")))
          .hasSize(2);
    }
    log.bug = null;
    log.missed =
        CompletableFuture.completedFuture(
            new Missed.All(List.of(Said.message(5, "m5")), List.of()));
    house.sweepAfter(2);

    assertThat(ann.received()).containsExactly("message 5 m5", "message 6 m6");
  }

  @Test
  void itIsTriedAgainWhereReadingOnFailsByABug() {
    TestClient ann = inside();
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;
    commit(Said.posted(6));
    commit(Said.posted(8));
    log.bug = new IllegalStateException("a bug");
    missed.complete(new Missed.All(List.of(Said.message(5, "m5")), List.of()));
    assertThat(ann.received()).containsExactly("message 5 m5", "message 6 m6");

    log.bug = null;
    log.missed =
        CompletableFuture.completedFuture(
            new Missed.All(List.of(Said.message(7, "m7")), List.of()));
    house.sweepAfter(1);

    assertThat(ann.received()).containsExactly("message 7 m7", "message 8 m8");
  }

  @Test
  void whatCanNeverBeReadIsSkippedAndTheGapIsSeen() {
    TestClient ann = inside();
    log.missed = CompletableFuture.completedFuture(new Missed.Unreadable());

    commit(Said.posted(5), Said.posted(7));

    assertThat(ann.received()).containsExactly("message 5 m5", "message 7 m7");
  }

  @Test
  void nothingMoreIsTakenWhileTooMuchWaitsForWhatIsMissing() {
    log.headIs(4, 0);
    TestRooms small = TestRooms.over(log, "parley.room.backlog-events", "100");
    TestClient ann = small.inside("lobby", "ann").get(0);
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;
    for (int seq = 6; seq < 106; seq++) {
      assertThat(TestRooms.refusalOf(small.rooms.requireWritable(ann.session(), Said.LOBBY)))
          .isNull();
      small.rooms.committed(Said.LOBBY, List.of(Said.posted(seq)));
    }

    assertThat(TestRooms.refusalOf(small.rooms.requireWritable(ann.session(), Said.LOBBY)))
        .isEqualTo(ErrorCode.UNAVAILABLE);
    missed.complete(new Missed.All(List.of(Said.message(5, "m5")), List.of()));

    assertThat(ann.received()).hasSize(101);
    assertThat(TestRooms.refusalOf(small.rooms.requireWritable(ann.session(), Said.LOBBY)))
        .isNull();
  }

  @Test
  void whoEntersMeanwhileIsToldFromItsPositionOn() {
    inside();
    CompletableFuture<Missed> missed = new CompletableFuture<>();
    log.missed = missed;
    commit(Said.posted(6));
    TestClient bob = house.client("bob");

    assertThat(house.join(bob, "lobby").entered().position().seq()).isEqualTo(4);
    missed.complete(new Missed.All(List.of(Said.message(5, "m5")), List.of()));

    assertThat(bob.received()).endsWith("message 5 m5", "message 6 m6");
  }
}
