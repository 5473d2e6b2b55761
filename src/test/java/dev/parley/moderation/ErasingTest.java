package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.RoomLog;
import dev.parley.history.Said;
import dev.parley.history.UserHistory;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.testkit.DaemonThreads;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final RoomName DESK = new RoomName("desk");
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOSS = new UserId("boss");
  private static final Epoch EPOCH = new Epoch("E1");
  private static final long SAID = 250;

  /** What the log was told to erase, in that order. */
  private final ConcurrentLinkedQueue<String> erased = new ConcurrentLinkedQueue<>();

  /** How the log refuses; null where it does not. */
  private final AtomicReference<@Nullable ErrorCode> refusal = new AtomicReference<>();

  private final ModerationLimits limits =
      TestSettings.with("parley.moderation.erasures", "1").moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, DaemonThreads::make);
  private final Erasing erasing =
      new Erasing(
          new Found(), log(), threads, limits, Clock.systemUTC(), new ActIds(Clock.systemUTC()));

  @AfterEach
  void stop() {
    threads.stop();
  }

  /** Finds what was erased as well: as if its author were still to be found there. */
  private static final class Found implements UserHistory {
    @Override
    public List<RoomName> rooms(Tenant tenant, @Nullable RoomName after, int limit) {
      return Stream.of(DESK, LOBBY)
          .filter(room -> after == null || room.key().compareTo(after.key()) > 0)
          .limit(limit)
          .toList();
    }

    @Override
    public List<Said> said(RoomName room, UserId user, long after, int limit) {
      return LongStream.rangeClosed(after + 1, SAID)
          .limit(limit)
          .mapToObj(
              seq ->
                  new Said(room, new MessageId(EPOCH, seq), Instant.EPOCH, "x", null, null, null))
          .toList();
    }
  }

  /** Takes erasures, and nothing else. */
  @SuppressWarnings("unchecked")
  private RoomLog log() {
    return (RoomLog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RoomLog.class},
            (proxy, method, arguments) -> {
              erase((Entry.Erase) arguments[0], (Consumer<Outcome<Change>>) arguments[1]);
              return null;
            });
  }

  private void erase(Entry.Erase entry, Consumer<Outcome<Change>> done) {
    ErrorCode refused = refusal.get();
    if (refused != null) {
      done.accept(Outcome.rejected(refused, "refused"));
      return;
    }
    long seq = entry.messageId().seq();
    erased.add(entry.room() + " " + seq);
    Message message =
        Message.posted(entry.room(), EPOCH, seq, ANN, new UserName("Ann"), "x", Instant.EPOCH);
    done.accept(Outcome.done(new Change.Deleted(message)));
  }

  private Erasure begin() {
    return ((Outcome.Done<Erasure>) erasing.begin(ANN, BOSS)).value();
  }

  private Erasure now(Erasure erasure) {
    return ((Outcome.Done<Erasure>) erasing.find(Tenant.NONE, erasure.id())).value();
  }

  private static Stream<String> all(RoomName room) {
    return LongStream.rangeClosed(1, SAID).mapToObj(seq -> room + " " + seq);
  }

  @Test
  void goesThroughEachRoomOnce() {
    Erasure begun = begin();

    await().atMost(PATIENCE).until(() -> now(begun).state() == Purge.State.DONE);
    assertThat(now(begun).done()).isEqualTo(2 * SAID);
    assertThat(erased).containsExactlyElementsOf(Stream.concat(all(DESK), all(LOBBY)).toList());
  }

  @Test
  void waitsWhileTheDatabaseIsAwayAndOnlySoManyRun() {
    refusal.set(ErrorCode.UNAVAILABLE);
    Erasure begun = begin();
    assertThat(erasing.begin(new UserId("ben"), BOSS).<ErrorCode>fold(it -> null, it -> it.code()))
        .isEqualTo(ErrorCode.LIMIT_REACHED);

    refusal.set(null);

    await().atMost(PATIENCE).until(() -> now(begun).state() == Purge.State.DONE);
    assertThat(erased).hasSize((int) (2 * SAID));
    assertThat(erasing.begin(new UserId("ben"), BOSS)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void endsWhereTheDatabaseRefusesOne() {
    refusal.set(ErrorCode.INTERNAL);

    Erasure begun = begin();

    await().atMost(PATIENCE).until(() -> now(begun).state() == Purge.State.FAILED);
    assertThat(now(begun).done()).isZero();
  }
}
