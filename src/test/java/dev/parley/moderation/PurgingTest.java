package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.RoomLog;
import dev.parley.history.SaidBy;
import dev.parley.history.SaidStore;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurgingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOSS = new UserId("boss");
  private static final Epoch EPOCH = new Epoch("E1");
  private static final SaidBy ALL = new SaidBy(LOBBY, ANN, null, Instant.MAX);

  /** The places of what can still be seen. */
  private final ConcurrentSkipListSet<Long> seen = new ConcurrentSkipListSet<>();

  /** How the log refuses; null where it does not. */
  private final AtomicReference<@Nullable ErrorCode> refusal = new AtomicReference<>();

  private final MemoryStore store = new MemoryStore();
  private final ModerationLimits limits =
      TestSettings.with("parley.moderation.purges", "1").moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, DaemonThreads::make);
  private final Purging purging = purging(limits);

  private Purging purging(ModerationLimits of) {
    return new Purging(
        new Seen(), log(), store, threads, of, Clock.systemUTC(), new ActIds(Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    threads.stop();
  }

  private final class Seen implements SaidStore {
    @Override
    public long count(SaidBy which) {
      return seen.size();
    }

    @Override
    public List<MessageId> first(SaidBy which, int limit) {
      return seen.stream().limit(limit).map(seq -> new MessageId(EPOCH, seq)).toList();
    }
  }

  /** Takes removals, and nothing else. */
  @SuppressWarnings("unchecked")
  private RoomLog log() {
    return (RoomLog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RoomLog.class},
            (proxy, method, arguments) -> {
              remove((Entry.Remove) arguments[0], (Consumer<Outcome<Change>>) arguments[1]);
              return null;
            });
  }

  private void remove(Entry.Remove entry, Consumer<Outcome<Change>> done) {
    ErrorCode refused = refusal.get();
    if (refused != null) {
      done.accept(Outcome.rejected(refused, "refused"));
      return;
    }
    long seq = entry.messageId().seq();
    seen.remove(seq);
    Message message =
        Message.posted(LOBBY, EPOCH, seq, ANN, new UserName("Ann"), "x", Instant.EPOCH);
    done.accept(Outcome.done(new Change.Removed(message)));
  }

  private static <T> Outcome<T> join(CompletionStage<Outcome<T>> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Purge begin() {
    return ((Outcome.Done<Purge>) join(purging.begin(ALL, BOSS, new Reason("a flood")))).value();
  }

  private Purge now(Purge purge) {
    return ((Outcome.Done<Purge>) purging.find(Tenant.NONE, purge.id())).value();
  }

  private void says(long count) {
    LongStream.rangeClosed(1, count).forEach(seen::add);
  }

  @Test
  void removesAllPartByPartAndSaysHowFarItHasCome() {
    says(250);
    assertThat(join(purging.count(ALL))).isEqualTo(Outcome.done(250L));

    Purge begun = begin();

    assertThat(begun.count()).isEqualTo(250);
    assertThat(begun.what().to()).as("what comes later stays").isBefore(Instant.MAX);
    await().atMost(PATIENCE).until(() -> now(begun).state() == Purge.State.DONE);
    assertThat(now(begun).done()).isEqualTo(250);
    assertThat(seen).isEmpty();
    assertThat(store.entries)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(Action.PURGE);
              assertThat(entry.before()).isEqualTo("250 messages");
            });
    assertThat(purging.find(new Tenant("acme"), begun.id()))
        .isEqualTo(Purging.noneSuch(begun.id()));
  }

  @Test
  void waitsWhileTheDatabaseIsAwayAndOnlySoManyRun() {
    says(3);
    refusal.set(ErrorCode.UNAVAILABLE);
    Purge begun = begin();
    Outcome<Purge> second = join(purging.begin(ALL, BOSS, new Reason("again")));
    assertThat(((Outcome.Rejected<Purge>) second).detail().code())
        .isEqualTo(ErrorCode.LIMIT_REACHED);

    refusal.set(null);
    await().atMost(PATIENCE).until(() -> now(begun).state() == Purge.State.DONE);
    assertThat(now(begun).done()).isEqualTo(3);
  }

  @Test
  void ofOneModeratorFewerRunThanInAll() {
    says(3);
    refusal.set(ErrorCode.UNAVAILABLE);
    Purging shared =
        purging(
            TestSettings.with(
                    "parley.moderation.purges", "2", "parley.moderation.purges-per-moderator", "1")
                .moderation());
    Reason why = new Reason("a flood");
    assertThat(join(shared.begin(ALL, BOSS, why))).isInstanceOf(Outcome.Done.class);
    Outcome<Purge> second = join(shared.begin(ALL, BOSS, why));
    assertThat(((Outcome.Rejected<Purge>) second).detail().message())
        .isEqualTo("as many of your purges run as may, 1; wait");
    assertThat(join(shared.begin(ALL, ANN, why))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void isGivenUpAfterAFault() {
    says(3);
    refusal.set(ErrorCode.INTERNAL);
    Purge begun = begin();
    await().atMost(PATIENCE).until(() -> now(begun).state() == Purge.State.FAILED);
    assertThat(seen).hasSize(3);
  }

  @Test
  void whatIsNotOnRecordIsNotBegun() {
    says(3);
    store.confirmsNothing = true;
    Outcome<Purge> outcome = join(purging.begin(ALL, BOSS, new Reason("a flood")));
    assertThat(((Outcome.Rejected<Purge>) outcome).detail().code())
        .isEqualTo(ErrorCode.UNCONFIRMED);
    assertThat(seen).hasSize(3);
  }
}
