package dev.parley.pipeline;

import static dev.parley.protocol.Outcome.ifDone;
import static dev.parley.protocol.Outcome.refused;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.Reporting;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.session.Outgoing;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What moderators make of reports: the message first, then the report. Where the node ends between
 * the two, the message is as decided and the report as before; decided on again, it is complete.
 * Safe for use by any thread; does not block. Stages never fail, and complete on threads that must
 * not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class ReportDecisions {
  @Inject private ReportCommands reports;
  @Inject private Reporting reporting;
  @Inject private MessageModeration messages;
  @Inject private Sessions sessions;

  private final Set<ActId> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Sets the state of a report: {@code REMOVED} hides the message, every other shows it again where
   * the report had hidden it. Whoever has reported it is told of the two final ones. Refused as
   * {@code NOT_FOUND}, as {@code FORBIDDEN} (one's own message, or one of staff that the
   * moderator's word does not reach), as {@code UNAVAILABLE} where another decides at this moment,
   * and as the log refuses.
   */
  public CompletionStage<Outcome<Report>> decide(
      Identity by, ActId id, Report.State to, Reason reason) {
    if (!underWay.add(id)) {
      return refused(
          Detail.of(ErrorCode.UNAVAILABLE, "somebody decides on it at this moment, look again"));
    }
    return reports
        .find(by, id)
        .thenCompose(ifDone(found -> decide(by, found, to, reason)))
        .whenComplete((outcome, none) -> underWay.remove(id));
  }

  private CompletionStage<Outcome<Report>> decide(
      Identity by, Report found, Report.State to, Reason reason) {
    if (found.sender().equals(by.id())) {
      return refused(
          Detail.of(ErrorCode.FORBIDDEN, "nobody decides on what was reported of oneself"));
    }
    if (found.state() == to && (to.isFinal() || by.id().equals(found.assignee()))) {
      return Outcome.now(Outcome.done(found));
    }
    return hidden(by, found, to, reason)
        .thenCompose(ifDone(hides -> reporting.decide(found, to, hides, by.id(), reason)))
        .thenApply(outcome -> outcome.then(this::told));
  }

  /** Does to the message what is decided; answers whether the report hides it now. */
  private CompletionStage<Outcome<Boolean>> hidden(
      Identity by, Report found, Report.State to, Reason reason) {
    if (to == Report.State.REMOVED) {
      return messages
          .remove(by, found.room(), found.message(), reason)
          .thenApply(changed -> unlessGone(changed, true));
    }
    return found.removed()
        ? messages
            .restore(by, found.room(), found.message(), reason)
            .thenApply(changed -> unlessGone(changed, false))
        : Outcome.now(Outcome.done(false));
  }

  /** What others have done to the message already is no reason not to decide. */
  private static Outcome<Boolean> unlessGone(Outcome<Result.Changed> changed, boolean hides) {
    return changed.fold(
        done -> Outcome.done(hides),
        refusal ->
            refusal.code() == ErrorCode.NOT_FOUND
                ? Outcome.done(false)
                : Outcome.rejected(refusal));
  }

  private Outcome<Report> told(Report decided) {
    if (decided.state().isFinal()) {
      Outgoing shared =
          Outgoing.of(
              new Event.ReportDecided(
                  decided.id().toString(),
                  decided.room(),
                  decided.message(),
                  decided.state().wire()));
      sessions.of(decided.by()).forEach(session -> session.send(shared));
    }
    return Outcome.done(decided);
  }
}
