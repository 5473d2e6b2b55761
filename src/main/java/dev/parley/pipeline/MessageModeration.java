package dev.parley.pipeline;

import static dev.parley.protocol.Outcome.ifDone;

import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.RoomLog;
import dev.parley.history.SaidBy;
import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditLog;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Purge;
import dev.parley.moderation.Purging;
import dev.parley.moderation.Reason;
import dev.parley.protocol.Message;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What moderators do to what was said, each act on its own authorised, and on record in the
 * transaction that does it. Those in the room see a message go and come back as they see one
 * deleted and edited. Safe for use by any thread; does not block. Stages never fail, and complete
 * on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class MessageModeration {
  @Inject private ModeratorAuthority authority;
  @Inject private RoomLog log;
  @Inject private AuditLog audit;
  @Inject private Purging purging;
  @Inject private Clock clock;

  /**
   * Hides a message, whose words are kept. Refused as {@code FORBIDDEN} (also where another has
   * said it who is staff as well) or {@code NOT_FOUND} (no such room or message, or it is gone
   * already), and as the log refuses.
   */
  public CompletionStage<Outcome<Result.Changed>> remove(
      Identity by, RoomName room, MessageId message, Reason reason) {
    AuditLog.Act act = new AuditLog.Act(Action.REMOVE, by.id(), room, reason);
    return authority
        .of(by, room)
        .thenCompose(
            ifDone(
                had ->
                    write(
                        new Entry.Remove(
                            room,
                            by.id(),
                            message,
                            sender ->
                                ownOrOver(had, by, sender, room)
                                    .then(it -> note(act, sender, shown(message), "removed"))))));
  }

  /**
   * Shows a message again that was hidden; refused likewise, and as {@code FORBIDDEN} to who has
   * said it where another has hidden it.
   */
  public CompletionStage<Outcome<Result.Changed>> restore(
      Identity by, RoomName room, MessageId message, Reason reason) {
    AuditLog.Act act = new AuditLog.Act(Action.RESTORE, by.id(), room, reason);
    return authority
        .of(by, room)
        .thenCompose(
            ifDone(
                had ->
                    write(
                        new Entry.Restore(
                            room,
                            by.id(),
                            message,
                            sender -> note(act, sender, "removed", shown(message))))));
  }

  /** Anybody takes away what is one's own. */
  private Outcome<UserId> ownOrOver(Authority had, Identity by, UserId sender, RoomName room) {
    return sender.equals(by.id()) || authority.reaches(had, sender, room)
        ? Outcome.done(sender)
        : Outcome.rejected(ModeratorAuthority.isStaff(sender));
  }

  private Outcome<UserId> note(AuditLog.Act act, UserId sender, String before, String after) {
    audit.noteInTransaction(act, sender, before, after);
    return Outcome.done(sender);
  }

  private static String shown(MessageId message) {
    return "message " + message + " shown";
  }

  private CompletionStage<Outcome<Result.Changed>> write(Entry entry) {
    CompletableFuture<Outcome<Result.Changed>> answer = new CompletableFuture<>();
    log.write(
        entry, outcome -> answer.complete(outcome.then(change -> Outcome.done(changed(change)))));
    return answer;
  }

  private Result.Changed changed(Change change) {
    Message message = change.message();
    Instant at = message.deletedAt() == null ? clock.instant() : message.deletedAt();
    return new Result.Changed(
        message.messageId(), message.roomId(), message.epoch(), message.seq(), message.rev(), at);
  }

  /** How many messages a purge would remove; refused as {@link #purge}. */
  public CompletionStage<Outcome<Long>> preview(Identity by, SaidBy what) {
    return authority
        .over(by, what.user(), what.room())
        .thenCompose(ifDone(had -> purging.count(what)));
  }

  /**
   * Begins to remove what a user has said. Refused as {@code FORBIDDEN} (the user is staff as
   * well), {@code NOT_FOUND}, and as {@link Purging#begin}.
   */
  public CompletionStage<Outcome<Purge>> purge(Identity by, SaidBy what, Reason reason) {
    return authority
        .over(by, what.user(), what.room())
        .thenCompose(ifDone(had -> purging.begin(what, by.id(), reason)));
  }

  /** How far a purge has come, to who moderates its room; else it is not there. */
  public CompletionStage<Outcome<Purge>> progress(Identity by, ActId id) {
    Outcome<Purge> found = purging.find(by.tenant(), id);
    return found.fold(
        purge ->
            authority
                .of(by, purge.what().room())
                .thenApply(had -> had.fold(it -> found, refusal -> Purging.noneSuch(id))),
        Outcome::refused);
  }
}
