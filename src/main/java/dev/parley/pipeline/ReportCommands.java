package dev.parley.pipeline;

import static dev.parley.protocol.Outcome.ifDone;
import static dev.parley.protocol.Outcome.refused;

import dev.parley.history.LogUnavailableException;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.ReportFilter;
import dev.parley.moderation.Reporting;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What users report, and whether moderators may see it. What was said is taken from the room's log,
 * never from who reports it. Safe for use by any thread; does not block. Stages never fail.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class ReportCommands {
  private static final Log LOG = Log.of(ReportCommands.class);

  @Inject private Rooms rooms;
  @Inject private RoomLog log;
  @Inject private Reporting reporting;
  @Inject private ModeratorAuthority authority;

  /** Answers when the frames that follow may be carried out: reports are read one by one. */
  CompletionStage<?> report(Command.Report command, Exchange exchange) {
    Identity who = exchange.session().user();
    Reason reason;
    try {
      reason = new Reason(command.reason());
    } catch (IllegalArgumentException refusal) {
      exchange.reject(Detail.invalid("reason", String.valueOf(refusal.getMessage())));
      return Route.NOW;
    }
    return rooms
        .requireReader(exchange.session(), command.roomId())
        .thenCompose(ifDone(room -> message(command)))
        .thenCompose(ifDone(message -> report(message, who.id(), reason)))
        .exceptionally(failure -> Outcome.rejected(unread(command.roomId(), failure)))
        .thenAccept(
            outcome -> exchange.answer(outcome, kept -> new Result.Reported(kept.id().toString())));
  }

  private static Detail unread(RoomName room, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof LogUnavailableException) {
      LOG.warn("history-unavailable", cause, "room", room);
      return Detail.of(ErrorCode.UNAVAILABLE, "the history cannot be reached now, try again");
    }
    LOG.error("report-failed", failure, "room", room);
    return Detail.of(ErrorCode.INTERNAL, "the server failed; its log says more");
  }

  private CompletionStage<Outcome<Message>> message(Command.Report command) {
    return log.after(command.roomId(), command.messageId().seq() - 1, 1)
        .thenApply(page -> page.messages())
        .thenApply(found -> message(command, found));
  }

  private static Outcome<Message> message(Command.Report command, List<Message> found) {
    if (found.isEmpty()
        || !found.get(0).messageId().equals(command.messageId())
        || found.get(0).content() == null) {
      return Outcome.rejected(
          ErrorCode.NOT_FOUND,
          "there is no message " + command.messageId() + " in " + command.roomId().value());
    }
    return Outcome.done(found.get(0));
  }

  private CompletionStage<Outcome<Report>> report(Message message, UserId by, Reason reason) {
    return message.senderId().equals(by)
        ? refused(Detail.invalid("messageId", "must be somebody else's message, was your own"))
        : reporting.report(message, by, reason);
  }

  /** A page of reports, of the tenant or of a room, to those who moderate there. */
  public CompletionStage<Outcome<Listing<Report>>> list(Identity by, ReportFilter filter) {
    return authority.of(by, filter.room()).thenCompose(ifDone(had -> reporting.list(filter)));
  }

  /** A report, to who moderates its room; to others it is not there. */
  CompletionStage<Outcome<Report>> find(Identity by, ActId id) {
    return reporting
        .find(by.tenant(), id)
        .thenCompose(
            ifDone(
                found ->
                    authority
                        .of(by, found.room())
                        .thenApply(
                            had ->
                                had.fold(
                                    it -> Outcome.done(found), refusal -> unseen(id, refusal)))));
  }

  private static Outcome<Report> unseen(ActId id, Detail refusal) {
    return refusal.code() == ErrorCode.UNAVAILABLE
        ? Outcome.rejected(refusal)
        : Reporting.noneSuch(id);
  }
}
