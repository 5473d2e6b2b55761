package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.emit.Acknowledgements;
import dev.parley.protocol.AckId;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.EventName;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import dev.parley.session.ParkedSession;
import dev.parley.session.ParkedSessions;
import dev.parley.session.Session;
import dev.parley.session.SessionLimits;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import dev.parley.testkit.DaemonThreads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResumptionTest {
  private static final RoomName A = new RoomName("a");
  private static final RoomName B = new RoomName("b");
  private static final RoomName C = new RoomName("c");
  private static final UserId ANN = new UserId("ann");

  /** The rooms that a session which closes was in. */
  private final List<RoomName> joined = new ArrayList<>();

  /** The joins that were made, and how each is brought to its end. */
  private final List<Command.Join> joins = new ArrayList<>();

  private final List<CompletableFuture<Void>> entering = new ArrayList<>();
  private final List<Result.Emitted> emitted = new ArrayList<>();

  private final SessionLimits limits = TestSettings.with().session();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions = new Sessions(limits, meters);
  private final ParkedSessions parked = new ParkedSessions(sessions, limits, meters);
  private final Acknowledgements acknowledgements =
      new Acknowledgements(TestSettings.with().emit(), sessions, parked, DaemonThreads::make);
  private final Resumption resumption =
      new Resumption(sessions, parked, new ScriptedRooms(), new ScriptedJoins(), acknowledgements);

  private final class ScriptedRooms extends Rooms {
    @Override
    public List<RoomName> disconnected(Session session) {
      return List.copyOf(joined);
    }
  }

  private final class ScriptedJoins extends RoomCommands {
    @Override
    CompletionStage<?> enterAgain(Session session, Command.Join command) {
      joins.add(command);
      CompletableFuture<Void> entered = new CompletableFuture<>();
      entering.add(entered);
      return entered;
    }
  }

  private static Command.Resume resume(SessionId session, Command.Join... rooms) {
    return new Command.Resume(session, List.of(rooms));
  }

  private static Command.Join join(RoomName room, int history) {
    return new Command.Join(room, null, history);
  }

  private void ask(Session session, String payload) {
    ask(session, session, payload, emitted::add);
  }

  private void ask(
      Session emitter, Session recipient, String payload, Consumer<Result.Emitted> done) {
    AckId id = acknowledgements.newId();
    Event.Sender zoe =
        new Event.Sender(new UserId("zoe"), TestClient.identity("zoe").name(), emitter.clientId());
    Event.Custom event = new Event.Custom(new EventName("vote"), new Payload(payload), zoe, id);
    acknowledgements.await(id, event, emitter.clientId(), List.of(recipient), 60_000, done);
  }

  @Test
  void entersTheRoomsOneAfterTheOtherInTheOrderOfTheirNamesAsTheClientWishes() {
    TestClient ann = TestClient.of(sessions, "ann");
    Collection<RoomName> toEnter = new ConcurrentSkipListSet<>(List.of(C, A, B));
    Command.Resume resume =
        resume(ann.session().id(), join(B, 1), join(B, 2), join(new RoomName("elsewhere"), 3));

    CompletionStage<?> restored = resumption.restore(ann.session(), toEnter, resume);

    assertThat(joins).containsExactly(new Command.Join(A, null, null));
    entering.get(0).complete(null);
    assertThat(joins).hasSize(2).endsWith(join(B, 2));
    assertThat(toEnter).containsExactly(B, C);
    entering.get(1).complete(null);
    assertThat(joins).hasSize(3).endsWith(new Command.Join(C, null, null));
    assertThat(restored.toCompletableFuture()).isNotDone();
    entering.get(2).complete(null);
    assertThat(restored.toCompletableFuture()).isCompleted();
    assertThat(toEnter).isEmpty();
  }

  @Test
  void aLongAnswerLeavesBeforeTheNextRoomIsEntered() {
    TestClient ann = TestClient.of(sessions, "ann");
    Collection<RoomName> toEnter = new ConcurrentSkipListSet<>(List.of(A, B));
    resumption.restore(ann.session(), toEnter, resume(ann.session().id()));
    ann.transport().hold();
    ann.session().send(new Event.Goodbye("under way", 0));
    ann.session().sendLong(new Event.Goodbye("room a", 0));

    entering.get(0).complete(null);

    ann.transport().complete();
    assertThat(joins).hasSize(1); // it is under way
    ann.transport().complete();
    assertThat(joins).hasSize(2);
  }

  @Test
  void asksAgainWhatIsUnansweredAfterTheRoomsOneAfterTheOther() {
    TestClient ann = TestClient.of(sessions, "ann");
    ask(ann.session(), "1");
    ask(ann.session(), "2");
    ask(ann.session(), "3");
    ann.transport().hold();
    Collection<RoomName> toEnter = new ConcurrentSkipListSet<>(List.of(A));
    CompletionStage<?> restored =
        resumption.restore(ann.session(), toEnter, resume(ann.session().id()));
    assertThat(ann.received()).isEmpty();

    entering.get(0).complete(null);

    // One is being sent, one waits without counting towards the bound, the third has to wait.
    assertThat(ann.received()).containsExactly("event vote 1");
    assertThat(restored.toCompletableFuture()).isNotDone();
    ann.transport().completeAll();
    assertThat(ann.received()).containsExactly("event vote 2", "event vote 3");
    assertThat(restored.toCompletableFuture()).isCompleted();
  }

  @Test
  void whoIsCutOffAgainKeepsTheRoomsThatAreStillToBeEntered() {
    TestClient ann = TestClient.of(sessions, "ann");
    Collection<RoomName> toEnter = new ConcurrentSkipListSet<>(List.of(A, B, C));
    CompletionStage<?> restored =
        resumption.restore(ann.session(), toEnter, resume(ann.session().id()));
    entering.get(0).complete(null);
    joined.add(A);
    ann.vanish();

    resumption.disconnected(ann.session(), toEnter);
    entering.get(1).complete(null);

    assertThat(restored.toCompletableFuture()).isCompleted();
    assertThat(joins).hasSize(2);
    ParkedSession kept = parked.take(ann.session().id(), ANN);
    assertThat(kept).isNotNull();
    assertThat(kept.rooms()).containsExactly(A, B, C);
  }

  @Test
  void aSessionIsKeptThoughARoomIsTakenOutJustThen() {
    TestClient ann = TestClient.of(sessions, "ann");
    Collection<RoomName> toEnter =
        new ConcurrentSkipListSet<>(List.of(A, B)) {
          @Override
          public int size() {
            return 3; // there was one more when it was counted
          }
        };
    ann.vanish();

    resumption.disconnected(ann.session(), toEnter);

    ParkedSession kept = parked.take(ann.session().id(), ANN);
    assertThat(kept).isNotNull();
    assertThat(kept.rooms()).containsExactly(A, B);
  }

  @Test
  void aConnectionThatHasTheSessionGivesItUp() {
    TestClient ann = TestClient.of(sessions, "ann");
    ann.session().onClose(() -> resumption.disconnected(ann.session(), List.of(A)));

    CompletionStage<ParkedSession> claimed = resumption.claim(resume(ann.session().id()), ANN);

    assertThat(ann.closes()).containsExactly(CloseCode.SESSION_RESUMED);
    assertThat(claimed.toCompletableFuture()).isCompleted();
    ParkedSession session = claimed.toCompletableFuture().join();
    assertThat(session.rooms()).containsExactly(A);
    assertThat(session.clientId()).isEqualTo(ann.session().clientId());
    assertThat(parked.count()).isZero();
  }

  @Test
  void aSessionThatIsJustClosingIsWaitedFor() {
    TestClient ann = TestClient.of(sessions, "ann");
    List<CompletionStage<ParkedSession>> claims = new ArrayList<>();
    ann.session()
        .onClose(
            () -> {
              claims.add(resumption.claim(resume(ann.session().id()), ANN));
              assertThat(claims.get(0).toCompletableFuture()).isNotDone();
            });
    ann.session().onClose(() -> resumption.disconnected(ann.session(), List.of(A)));

    ann.vanish();

    assertThat(claims.get(0).toCompletableFuture()).isCompleted();
    assertThat(claims.get(0).toCompletableFuture().join()).isNotNull();
  }

  @Test
  void nobodyClosesTheSessionOfAnother() {
    TestClient ann = TestClient.of(sessions, "ann");

    CompletionStage<ParkedSession> claimed =
        resumption.claim(resume(ann.session().id()), new UserId("mallory"));

    assertThat(claimed.toCompletableFuture()).isCompletedWithValue(null);
    assertThat(ann.closes()).isEmpty();
  }

  @Test
  void whatCouldNotGoOnIsKept() {
    TestClient ann = TestClient.of(sessions, "ann");
    ann.vanish();
    resumption.disconnected(ann.session(), List.of(A));
    ParkedSession claimed =
        resumption.claim(resume(ann.session().id()), ANN).toCompletableFuture().join();

    resumption.release(claimed);

    assertThat(parked.take(ann.session().id(), ANN).rooms()).containsExactly(A);
  }

  @Test
  void onceNobodyCanComeBackAllWhoWereCutOffAreSilentAtOnce() {
    TestClient ann = TestClient.of(sessions, "ann");
    TestClient bob = TestClient.of(sessions, "bob");
    TestClient cleo = TestClient.of(sessions, "cleo");
    ask(ann.session(), "1");
    ask(bob.session(), "2");
    ask(cleo.session(), "3");
    ann.vanish();
    resumption.disconnected(ann.session(), List.of());
    bob.vanish();
    resumption.disconnected(bob.session(), List.of());
    ParkedSession claimed = parked.take(bob.session().id(), new UserId("bob"));
    assertThat(claimed).isNotNull();

    sessions.shut();

    cleo.session().close(CloseCode.RESTART);
    resumption.disconnected(cleo.session(), List.of());
    assertThat(emitted).hasSize(1);
    resumption.release(claimed);
    assertThat(emitted).hasSize(2);
    resumption.sweep(System.nanoTime());
    assertThat(emitted).hasSize(3);
    assertThat(parked.count()).isZero();
  }

  @Test
  void aDrainDoesNotHoldUpWhoAwaitsAnswersOfThoseItCloses() {
    TestClient zoe = TestClient.of(sessions, "zoe");
    TestClient ann = TestClient.of(sessions, "ann");
    ann.session().onClose(() -> resumption.disconnected(ann.session(), List.of()));
    zoe.session().asked();
    ask(zoe.session(), ann.session(), "1", done -> zoe.session().answered());
    Duration pause = Duration.ofMillis(100);
    Duration most = Duration.ofMinutes(5);
    DrainLimits drain = new DrainLimits(500, pause, Duration.ofSeconds(10), most, most, most);
    sessions.shut();
    Departures departures = new Departures(sessions, drain, 0);

    for (int round = 0; round <= 2; round++) {
      departures.round(round * pause.toNanos(), false);
    }

    assertThat(zoe.closes()).containsExactly(CloseCode.RESTART);
    assertThat(departures.isOver()).isTrue();
  }

  @Test
  void whoWasCutOffIsSilentWhenItsTimeIsOverAndWhoLeftAtOnce() {
    TestClient ann = TestClient.of(sessions, "ann");
    TestClient bob = TestClient.of(sessions, "bob");
    ask(ann.session(), "1");
    ask(bob.session(), "2");
    ann.vanish();
    bob.session().left();

    resumption.disconnected(ann.session(), List.of());
    assertThat(emitted).isEmpty();
    resumption.disconnected(bob.session(), List.of());
    assertThat(emitted).hasSize(1);

    resumption.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(121));
    assertThat(emitted).hasSize(2);
  }
}
