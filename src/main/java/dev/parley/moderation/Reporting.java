package dev.parley.moderation;

import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what users report, and what moderators decide on it. Whether somebody may is the caller's
 * to know, and what becomes of the message the caller's to do. Safe for use by any thread; does not
 * block. Stages never fail; they are refused as {@link ModerationThreads} says.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Reporting {
  private static final Log LOG = Log.of(Reporting.class);
  private static final Reason ERASED = new Reason("erased");
  private static final long SWEEP_EVERY_SECONDS = 3_600;

  private ReportStore store;
  private ModerationThreads threads;
  private ReportLimits limits;
  private Clock clock;
  private ActIds ids;

  @Inject
  public Reporting(
      ReportStore store,
      ModerationThreads threads,
      ModerationLimits limits,
      Clock clock,
      ActIds ids) {
    this.store = store;
    this.threads = threads;
    this.limits = limits.reports();
    this.clock = clock;
    this.ids = ids;
  }

  protected Reporting() {} // for the container's proxy

  /** Begins to delete what was decided on long ago, now and every hour; once, at start-up. */
  public void start() {
    threads.later(this::sweep, 0);
  }

  private void sweep() {
    try {
      int deleted = store.deleteDecidedBefore(clock.instant().minus(limits.keepDecided()));
      if (deleted > 0) {
        LOG.info("reports-deleted", "count", deleted);
      }
    } catch (Throwable away) { // a container's commit throws checked ones undeclared
      LOG.warn("reports-not-swept", "cause", away.getClass().getName());
    }
    threads.later(this::sweep, SWEEP_EVERY_SECONDS);
  }

  /**
   * Keeps a report; the one that the user has open of that message already, where there is one.
   * Refused as {@code LIMIT_REACHED}, {@code UNAVAILABLE} or {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<Report>> report(Message message, UserId by, Reason reason) {
    return threads.takeDown(() -> taken(message, by, reason));
  }

  private Outcome<Report> taken(Message message, UserId by, Reason reason) {
    Report same = store.findOpen(message.roomId(), message.messageId(), by);
    if (same != null) {
      return Outcome.done(same);
    }
    if (store.countOpen(by) >= limits.openPerUser()) {
      return Outcome.rejected(
          ErrorCode.LIMIT_REACHED,
          "you have " + limits.openPerUser() + " reports open, as many as may be; wait");
    }
    if (store.countOpen(by.tenant()) >= limits.open()) {
      return Outcome.rejected(ErrorCode.LIMIT_REACHED, "as many reports are open as may be; wait");
    }
    Report report = Report.of(ids.next(), message, by, reason, now());
    store.add(report);
    LOG.info("message-reported", "report", report.id(), "room", report.room(), "by", by);
    return Outcome.done(report);
  }

  /** A report of the tenant; refused as {@code NOT_FOUND} or {@code UNAVAILABLE}. */
  public CompletionStage<Outcome<Report>> find(Tenant tenant, ActId id) {
    return threads
        .read(() -> new Found(store.find(tenant, id)))
        .thenApply(
            read -> read.then(it -> it.report == null ? noneSuch(id) : Outcome.done(it.report)));
  }

  private record Found(@Nullable Report report) {}

  /** What is said of a report that there is not, and of one that is not somebody's to see. */
  public static Outcome<Report> noneSuch(ActId id) {
    return Outcome.rejected(ErrorCode.NOT_FOUND, "there is no report " + id);
  }

  /** A page of a tenant's reports, the newest first. */
  public CompletionStage<Outcome<Listing<Report>>> list(ReportFilter filter) {
    return threads.read(() -> Listing.of(store.list(filter), filter.limit(), Report::id));
  }

  /**
   * Deletes the reports of what a user has said, with their copies of the words, and takes the
   * user's name and reasons from those that the user has made. Refused as {@code UNAVAILABLE} or
   * {@code UNCONFIRMED}.
   */
  public CompletionStage<Outcome<UserId>> forget(UserId user) {
    return threads.act(
        () -> {
          store.forget(user, ERASED);
          return Outcome.done(user);
        },
        () -> {});
  }

  /**
   * Keeps a decision. Refused as {@code UNAVAILABLE} or {@code UNCONFIRMED}.
   *
   * @param removed whether the message is hidden by it
   */
  public CompletionStage<Outcome<Report>> decide(
      Report before, Report.State to, boolean removed, UserId by, Reason reason) {
    return threads.act(
        () -> {
          Instant now = now();
          Report after = before.decided(to, removed, new Report.Decision(by, now, reason));
          store.decide(after, entry(before, after, by, now, reason));
          LOG.info("report-decided", "report", after.id(), "state", to.wire(), "by", by);
          return Outcome.done(after);
        },
        () -> {});
  }

  private AuditEntry entry(Report before, Report after, UserId by, Instant now, Reason reason) {
    return new AuditEntry(
        ids.next(),
        now,
        by.tenant(),
        by,
        Action.REPORT,
        after.sender(),
        null,
        after.room(),
        reason,
        inWords(before),
        inWords(after));
  }

  private static String inWords(Report report) {
    return "report "
        + report.id()
        + " of message "
        + report.message()
        + " "
        + report.state().wire();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
  }
}
