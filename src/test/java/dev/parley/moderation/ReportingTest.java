package dev.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Epoch;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportingTest {
  private static final RoomName LOBBY = new RoomName("lobby");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BEN = new UserId("ben");
  private static final Reason WHY = new Reason("rude");

  private final MemoryReports store = new MemoryReports();
  private final ModerationLimits limits =
      TestSettings.with(
              "parley.moderation.reports.open",
              "3",
              "parley.moderation.reports.open-per-user",
              "2",
              "parley.moderation.reports.keep-decided",
              "1h")
          .moderation();
  private final ModerationThreads threads = new ModerationThreads(limits, ReportingTest::daemon);
  private final Reporting reporting =
      new Reporting(store, threads, limits, Clock.systemUTC(), new ActIds(Clock.systemUTC()));

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void stop() {
    threads.stop();
  }

  /** Keeps reports as long as the test runs. */
  private static final class MemoryReports implements ReportStore {
    final Map<ActId, Report> kept = new ConcurrentSkipListMap<>();

    private Stream<Report> open() {
      return kept.values().stream().filter(report -> !report.state().isFinal());
    }

    @Override
    public long countOpen(Tenant tenant) {
      return open().count();
    }

    @Override
    public long countOpen(UserId by) {
      return open().filter(report -> report.by().equals(by)).count();
    }

    @Override
    public @Nullable Report findOpen(RoomName room, MessageId message, UserId by) {
      return open()
          .filter(report -> report.message().equals(message) && report.by().equals(by))
          .findFirst()
          .orElse(null);
    }

    @Override
    public void add(Report report) {
      kept.put(report.id(), report);
    }

    @Override
    public @Nullable Report find(Tenant tenant, ActId id) {
      return kept.get(id);
    }

    @Override
    public void decide(Report decided, AuditEntry entry) {
      kept.put(decided.id(), decided);
    }

    @Override
    public List<Report> list(ReportFilter filter) {
      return List.copyOf(kept.values());
    }

    @Override
    public void forget(UserId user, Reason instead) {
      kept.values().removeIf(report -> report.sender().equals(user));
    }

    @Override
    public int deleteDecidedBefore(Instant then) {
      int before = kept.size();
      kept.values()
          .removeIf(
              report ->
                  report.state().isFinal()
                      && report.decision() != null
                      && report.decision().at().isBefore(then));
      return before - kept.size();
    }
  }

  private static Message message(long seq) {
    return Message.posted(
        LOBBY, new Epoch("e"), seq, BEN, new UserName("Ben"), "you fool", Instant.EPOCH);
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Outcome<Report> report(long seq, String by) {
    return done(reporting.report(message(seq), new UserId(by), WHY));
  }

  private static @Nullable ErrorCode code(Outcome<?> outcome) {
    return outcome.fold(done -> null, Detail::code);
  }

  private static Report value(Outcome<Report> outcome) {
    return ((Outcome.Done<Report>) outcome).value();
  }

  @Test
  void oneUserHasOneReportOfAMessageOpen() {
    Report first = value(report(1, "ann"));
    assertThat(value(report(1, "ann"))).isEqualTo(first);
    Report other = value(report(1, "cid"));
    assertThat(other.id()).isNotEqualTo(first.id());
    done(reporting.decide(first, Report.State.RETAINED, false, BEN, WHY));
    assertThat(value(report(1, "ann")).id()).isNotEqualTo(first.id());
  }

  @Test
  void openOnesAreBoundedOfAUserAndInAll() {
    Report first = value(report(1, "ann"));
    report(2, "ann");
    assertThat(code(report(3, "ann"))).isEqualTo(ErrorCode.LIMIT_REACHED);
    report(1, "cid");
    assertThat(code(report(1, "dan"))).isEqualTo(ErrorCode.LIMIT_REACHED);
    done(reporting.decide(first, Report.State.ASSIGNED, false, BEN, WHY));
    assertThat(code(report(3, "ann"))).isEqualTo(ErrorCode.LIMIT_REACHED);
    done(reporting.decide(first, Report.State.REMOVED, true, BEN, WHY));
    assertThat(code(report(3, "ann"))).isNull();
  }

  @Test
  void whatWasDecidedLongAgoIsDeletedAndNothingElse() {
    Report open = value(report(1, "ann"));
    Report decided = Report.of(new ActId(7), message(2), ANN, WHY, Instant.EPOCH);
    store.add(
        decided.decided(
            Report.State.RETAINED, false, new Report.Decision(BEN, Instant.EPOCH, WHY)));
    reporting.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(store.kept).containsOnlyKeys(open.id()));
  }
}
