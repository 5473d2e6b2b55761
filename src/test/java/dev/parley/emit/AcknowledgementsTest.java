package dev.parley.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.EventName;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.session.ParkedSession;
import dev.parley.session.ParkedSessions;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
  private static final int LONG = 60_000;
  private static final Payload YES = new Payload("true");
  private static final Payload NO = new Payload("false");

  private static final Event.Custom ASKED = asked("null");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions = new Sessions(TestSettings.with().session(), meters);
  private final ParkedSessions parked =
      new ParkedSessions(sessions, TestSettings.with().session(), meters);
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Acknowledgements acknowledgements =
      new Acknowledgements(
          TestSettings.with(
                  "parley.emit.awaiting",
                  "2",
                  "parley.emit.recipients",
                  "3",
                  "parley.emit.event-bytes",
                  "2KiB",
                  "parley.emit.answer-bytes",
                  "1KiB")
              .emit(),
          sessions,
          parked,
          timer);
  private final Session zoe = TestClient.of(sessions, "zoe").session();
  private final Session ann = TestClient.of(sessions, "ann").session();
  private final Session bob = TestClient.of(sessions, "bob").session();
  private final List<Result.Emitted> results = new ArrayList<>();

  @AfterEach
  void stop() {
    acknowledgements.stop();
  }

  private static Event.Custom asked(String json) {
    Event.Sender zoe = new Event.Sender(new UserId("zoe"), new UserName("Zoe"), new ClientId("z"));
    return new Event.Custom(new EventName("vote"), new Payload(json), zoe, new AckId("a"));
  }

  private AckId await(Session... recipients) {
    AckId id = acknowledgements.newId();
    acknowledgements.await(id, ASKED, zoe.clientId(), List.of(recipients), LONG, results::add);
    return id;
  }

  /** Whether one more wait of the emitter's is begun. */
  private boolean isTaken(Session emitter, Payload payload, Session... recipients) {
    return acknowledgements.await(
        acknowledgements.newId(),
        asked(payload.json()),
        emitter.clientId(),
        List.of(recipients),
        LONG,
        results::add);
  }

  private boolean answers(AckId id, Session from, Payload payload) {
    return acknowledgements.answer(id, from.clientId(), payload) instanceof Outcome.Done<AckId>;
  }

  private static Result.Answer answer(Session from, Payload payload) {
    return new Result.Answer(from.user().id(), from.clientId(), payload);
  }

  private static Result.Recipient recipient(Session session) {
    return new Result.Recipient(session.user().id(), session.clientId());
  }

  @Test
  void endsWhenAllHaveAnswered() {
    AckId id = await(ann, bob);

    assertThat(answers(id, bob, NO)).isTrue();
    assertThat(results).isEmpty();
    assertThat(answers(id, ann, YES)).isTrue();

    assertThat(results)
        .containsExactly(
            new Result.Emitted(2, List.of(answer(bob, NO), answer(ann, YES)), List.of()));
    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void whoIsGoneStaysSilentAndIsNotWaitedFor() {
    AckId id = await(ann, bob);

    acknowledgements.gone(ann.clientId());
    assertThat(results).isEmpty();
    acknowledgements.answer(id, bob.clientId(), YES);

    assertThat(results)
        .containsExactly(new Result.Emitted(2, List.of(answer(bob, YES)), List.of(recipient(ann))));
    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void whoWasGoneBeforeIsNotWaitedFor() {
    ann.closed();

    await(ann);

    assertThat(results).containsExactly(new Result.Emitted(1, List.of(), List.of(recipient(ann))));
    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void endsAtOnceWhereNobodyIsAddressed() {
    await();

    assertThat(results).containsExactly(new Result.Emitted(0, List.of(), List.of()));
    assertThat(timer.getQueue()).isEmpty();
    assertThat(isTaken(zoe, Payload.NULL)).isTrue();
  }

  @Test
  void endsWhenItsTimeIsUpAndNamesWhoStayedSilent() throws InterruptedException {
    BlockingQueue<Result.Emitted> ended = new ArrayBlockingQueue<>(1);
    AckId id = acknowledgements.newId();
    acknowledgements.await(id, ASKED, zoe.clientId(), List.of(ann, bob), 2_000, ended::add);
    acknowledgements.answer(id, ann.clientId(), YES);

    Result.Emitted result = ended.poll(10, TimeUnit.SECONDS);

    assertThat(result)
        .isEqualTo(new Result.Emitted(2, List.of(answer(ann, YES)), List.of(recipient(bob))));
    assertThat(answers(id, bob, YES)).isFalse();
  }

  @Test
  void anAnswerCountsOnceAndOnlyOfWhoWasAsked() {
    AckId id = await(ann, bob);

    assertThat(answers(id, ann, YES)).isTrue();
    assertThat(answers(id, ann, NO)).isFalse();
    assertThat(answers(id, zoe, NO)).isFalse();
    assertThat(answers(acknowledgements.newId(), bob, NO)).isFalse();
    acknowledgements.answer(id, bob.clientId(), YES);

    assertThat(answers(id, bob, YES)).isFalse();
    assertThat(results).hasSize(1);
  }

  @Test
  void aSessionMayAwaitSoManyAnswersOfSoManyEvents() {
    Session cleo = TestClient.of(sessions, "cleo").session();
    Session dan = TestClient.of(sessions, "dan").session();
    assertThat(isTaken(zoe, Payload.NULL, ann, bob, cleo)).isTrue();
    assertThat(isTaken(zoe, Payload.NULL, ann, bob, cleo, dan)).isFalse();
    acknowledgements.gone(ann.clientId());
    acknowledgements.gone(bob.clientId());
    acknowledgements.gone(cleo.clientId());
    AckId first = await(ann);
    await(bob);
    assertThat(isTaken(zoe, Payload.NULL, ann)).isFalse();
    assertThat(isTaken(ann, Payload.NULL, bob)).isTrue();

    acknowledgements.answer(first, ann.clientId(), YES);

    assertThat(isTaken(zoe, Payload.NULL, ann)).isTrue();
  }

  @Test
  void aServiceThatEmitsByManyRequestsAtATimeGetsNoMoreThanItMayHave() {
    long taken =
        IntStream.range(0, 64).parallel().filter(i -> isTaken(zoe, Payload.NULL, ann)).count();

    assertThat(taken).isEqualTo(2);
  }

  @Test
  void answersOfOneEmitterAreHeldWithinABoundUntilTheyAreTold() {
    Payload half = new Payload("\"" + "ü".repeat(255) + "\""); // 512 bytes
    AckId first = await(ann, bob);
    AckId second = await(ann);

    assertThat(answers(first, ann, half)).isTrue();
    assertThat(answers(second, ann, half)).isTrue();
    assertThat(results)
        .containsExactly(new Result.Emitted(1, List.of(answer(ann, half)), List.of()));
    AckId third = await(ann, bob);
    assertThat(answers(third, ann, half)).isTrue();
    assertThat(acknowledgements.answer(third, bob.clientId(), YES))
        .extracting(refused -> refused.fold(id -> null, detail -> detail.code()))
        .isEqualTo(ErrorCode.LIMIT_REACHED);

    assertThat(results)
        .last()
        .isEqualTo(new Result.Emitted(2, List.of(answer(ann, half)), List.of(recipient(bob))));
    assertThat(answers(first, bob, half)).isTrue();
  }

  @Test
  void everyWaitEndsOnceWhateverComesTogether() throws InterruptedException {
    int waits = 150;
    BlockingQueue<Result.Emitted> ended = new ArrayBlockingQueue<>(3 * waits);
    Session[] guests =
        IntStream.range(0, waits)
            .mapToObj(i -> TestClient.of(sessions, "guest" + i).session())
            .toArray(Session[]::new);
    List<AckId> ids = new ArrayList<>();
    for (Session guest : guests) {
      AckId id = acknowledgements.newId();
      ids.add(id);
      acknowledgements.await(id, ASKED, guest.clientId(), List.of(guest, ann), 5, ended::add);
    }
    Thread answering =
        new Thread(
            () -> {
              for (int i = 0; i < waits; i++) {
                acknowledgements.answer(ids.get(i), guests[i].clientId(), YES);
                acknowledgements.answer(ids.get(i), ann.clientId(), YES);
              }
            });
    answering.start();
    for (Session guest : guests) {
      guest.closed();
      acknowledgements.gone(guest.clientId());
    }
    answering.join();

    for (int i = 0; i < waits; i++) {
      Result.Emitted result = ended.poll(10, TimeUnit.SECONDS);
      assertThat(result).isNotNull();
      assertThat(result.answers().size() + result.silent().size()).isEqualTo(2);
    }
    assertThat(ended).isEmpty();
    assertThat(timer.getQueue()).isEmpty();
    assertThat(isTaken(guests[0], Payload.NULL, ann)).isTrue();
  }

  @Test
  void whoWasCutOffBeforeMayStillComeBackAndAnswer() {
    ann.closed();
    parked.park(ann, List.of());

    AckId id = await(ann);
    assertThat(results).isEmpty();
    answers(id, ann, YES);

    assertThat(results)
        .containsExactly(new Result.Emitted(1, List.of(answer(ann, YES)), List.of()));
  }

  @Test
  void whoIsBeingCutOffMayStillComeBackAndAnswer() {
    List<AckId> asked = new ArrayList<>();
    ann.onClose(() -> asked.add(await(ann))); // it is closed, and not kept yet
    ann.onClose(() -> parked.park(ann, List.of()));

    ann.closed();
    assertThat(results).isEmpty();
    answers(asked.get(0), ann, YES);

    assertThat(results)
        .containsExactly(new Result.Emitted(1, List.of(answer(ann, YES)), List.of()));
  }

  @Test
  void whoIsClosingForGoodIsNotWaitedFor() {
    ann.onClose(() -> await(ann));
    ann.onClose(() -> parked.park(ann, List.of()));

    ann.left();

    assertThat(results).containsExactly(new Result.Emitted(1, List.of(), List.of(recipient(ann))));
  }

  @Test
  void whoIsComingBackWillBeAsked() {
    comesBack();

    await(ann);

    assertThat(results).isEmpty();
    assertThat(acknowledgements.unanswered(ann.clientId())).containsExactly(ASKED);
  }

  @Test
  void whoHasComeBackMeanwhileIsAskedThere() {
    TestClient again = TestClient.stranger(sessions);
    again.session().goOnWith(comesBack());
    sessions.identify(again.session(), TestClient.identity("ann"), () -> {}, () -> {});

    AckId id = await(ann);

    assertThat(again.received()).containsExactly("event vote null");
    assertThat(answers(id, again.session(), YES)).isTrue();
    assertThat(results).hasSize(1);
  }

  @Test
  void whoCameBackAndThenLeftForGoodIsNotWaitedFor() {
    Session again = TestClient.stranger(sessions).session();
    again.goOnWith(comesBack());
    sessions.identify(again, TestClient.identity("ann"), () -> {}, () -> {});
    again.left();
    parked.park(again, List.of());

    await(again);

    assertThat(results)
        .containsExactly(new Result.Emitted(1, List.of(), List.of(recipient(again))));
    assertThat(timer.getQueue()).isEmpty();
  }

  /** Ann is cut off, and her client asks for the session. */
  private ParkedSession comesBack() {
    ann.closed();
    parked.park(ann, List.of());
    ParkedSession taken = parked.take(ann.id(), ann.user().id());
    assertThat(taken).isNotNull();
    return taken;
  }

  @Test
  void whatIsUnansweredIsToldInTheOrderInWhichItWasAsked() {
    List<Event.Custom> asked = new ArrayList<>();
    List<AckId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AckId id = acknowledgements.newId();
      Event.Custom event = asked("" + i);
      ClientId emitter = new ClientId("emitter-" + i);
      acknowledgements.await(id, event, emitter, List.of(ann, bob), LONG, results::add);
      ids.add(id);
      asked.add(event);
    }
    answers(ids.get(3), ann, YES);
    answers(ids.get(4), bob, YES);
    asked.remove(3);

    assertThat(acknowledgements.unanswered(ann.clientId())).isEqualTo(asked);
    assertThat(acknowledgements.unanswered(zoe.clientId())).isEmpty();
  }

  @Test
  void whatHasEndedIsNotUnanswered() {
    await(ann);

    acknowledgements.gone(ann.clientId());

    assertThat(acknowledgements.unanswered(ann.clientId())).isEmpty();
  }

  @Test
  void aSessionMayAwaitAnswersToSoManyBytesOfEvents() {
    Payload half = new Payload("\"" + "x".repeat(1022) + "\"");
    Payload more = new Payload("\"" + "x".repeat(1023) + "\"");
    AckId first = acknowledgements.newId();
    acknowledgements.await(
        first, asked(half.json()), zoe.clientId(), List.of(ann), LONG, results::add);

    assertThat(isTaken(zoe, more, ann)).isFalse();
    assertThat(isTaken(ann, more, bob)).isTrue();
    assertThat(isTaken(zoe, half, ann)).isTrue();
    acknowledgements.gone(ann.clientId());

    assertThat(isTaken(zoe, more, ann)).isTrue();
  }

  @Test
  void idsAreDifferent() {
    assertThat(acknowledgements.newId()).isNotEqualTo(acknowledgements.newId());
  }
}
