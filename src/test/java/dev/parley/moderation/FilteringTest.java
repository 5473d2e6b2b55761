package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilteringTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final RoomName DESK = new RoomName("desk");
  private static final UserId BOSS = new UserId("boss");
  private static final Reason WHY = new Reason("rude");

  private final MemoryFilters store = new MemoryFilters();
  private final ContentFilters filters = new ContentFilters();
  private final ModerationLimits limits =
      TestSettings.with(
              "parley.moderation.filters.per-tenant",
              "3",
              "parley.moderation.filters.per-scope",
              "2",
              "parley.moderation.filters.instructions",
              "30")
          .moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, FilteringTest::daemon);
  private final Filtering filtering =
      new Filtering(
          store, filters, threads, limits, Clock.systemUTC(), new ActIds(Clock.systemUTC()));

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void stop() {
    threads.stop();
  }

  /** Keeps filters as long as the test runs, and confirms nothing when it is told to. */
  private static final class MemoryFilters implements FilterStore {
    final Map<ActId, ContentFilter> kept = new ConcurrentHashMap<>();
    final List<AuditEntry> entries = new ArrayList<>();
    volatile boolean confirmsNothing;

    @Override
    public List<ContentFilter> all() {
      return List.copyOf(kept.values());
    }

    @Override
    public void keep(ContentFilter filter, AuditEntry entry) {
      kept.put(filter.id(), filter);
      entries.add(entry);
      if (confirmsNothing) {
        throw new IllegalStateException("not confirmed");
      }
    }

    @Override
    public void delete(ActId id, AuditEntry entry) {
      kept.remove(id);
      entries.add(entry);
    }
  }

  private Outcome<ContentFilter> make(@Nullable RoomName room, String word, String pattern) {
    FilterTerms terms =
        new FilterTerms(word.isEmpty() ? List.of() : List.of(word), pattern, List.of());
    return done(
        filtering.make(
            new Filtering.Wanted(BOSS.tenant(), room, "f", terms, FilterAction.MASK, true),
            BOSS,
            WHY));
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static @Nullable ErrorCode code(Outcome<?> outcome) {
    return outcome.fold(done -> null, Detail::code);
  }

  private static ContentFilter value(Outcome<ContentFilter> outcome) {
    return ((Outcome.Done<ContentFilter>) outcome).value();
  }

  private String said(String content) {
    return filters.screen(LOBBY, content).of(content);
  }

  @Test
  void countsFromThenOnAndAfterAStart() {
    ContentFilter filter = value(make(LOBBY, "fool", ""));
    assertThat(said("fool")).isEqualTo("****");
    filters.replace(List.of());
    filtering.load();
    assertThat(said("fool")).isEqualTo("****");
    ContentFilter.Change off = new ContentFilter.Change(null, null, null, false);
    done(filtering.change(filter.id(), before -> off, BOSS, WHY));
    done(filtering.change(filter.id(), before -> off, BOSS, WHY));
    assertThat(said("fool")).isEqualTo("fool");
    done(filtering.delete(filter.id(), BOSS, WHY));
    assertThat(store.kept).isEmpty();
    assertThat(store.entries).extracting(AuditEntry::before).hasSize(3).startsWith((String) null);
    assertThat(code(done(filtering.delete(filter.id(), BOSS, WHY)))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void isBounded() {
    make(LOBBY, "a", "");
    make(LOBBY, "b", "");
    assertThat(code(make(LOBBY, "c", ""))).isEqualTo(ErrorCode.LIMIT_REACHED);
    make(DESK, "c", "");
    assertThat(code(make(null, "d", ""))).isEqualTo(ErrorCode.LIMIT_REACHED);
  }

  @Test
  void boundsThePatternsOfARoomTogether() {
    ContentFilter small = value(make(LOBBY, "", "ab"));
    assertThat(code(make(LOBBY, "", "a{28}"))).isEqualTo(ErrorCode.LIMIT_REACHED);
    make(DESK, "", "a{20}");
    FilterTerms big = new FilterTerms(List.of(), "a{20}", List.of());
    ContentFilter.Change change = new ContentFilter.Change(null, big, null, null);
    assertThat(code(done(filtering.change(small.id(), before -> change, BOSS, WHY)))).isNull();
  }

  @Test
  void whatWasNotConfirmedIsFoundOut() {
    store.confirmsNothing = true;
    assertThat(code(make(LOBBY, "fool", ""))).isEqualTo(ErrorCode.UNCONFIRMED);
    await().atMost(Duration.ofSeconds(60)).until(() -> said("fool"), "****"::equals);
  }
}
