package dev.parley.pipeline;

import dev.parley.history.Entry;
import dev.parley.history.HistoryLimits;
import dev.parley.history.Page;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.log.Log;
import dev.parley.moderation.Authority;
import dev.parley.moderation.ContentFilters;
import dev.parley.moderation.Readings;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Screening;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.VisibleText;
import dev.parley.room.Rights;
import dev.parley.room.RoomKind;
import dev.parley.room.RoomLimits;
import dev.parley.room.RoomPolicies;
import dev.parley.room.Rooms;
import dev.parley.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Saying, changing, taking back, reading back. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class ChatCommands {
  private static final Log LOG = Log.of(ChatCommands.class);
  private static final Reason READ_FROM_OUTSIDE = new Reason("read without being in the room");

  @Inject private Rooms rooms;
  @Inject private RoomPolicies policies;
  @Inject private Readings readings;
  @Inject private ModeratorAuthority authority;
  @Inject private RoomLog log;
  @Inject private RoomLimits roomLimits;
  @Inject private HistoryLimits historyLimits;
  @Inject private Clock clock;
  @Inject private ContentFilters filters;

  void send(Command.Send command, Exchange exchange) {
    Identity user = exchange.session().user();
    Outcome<Rights> writable = writable(command.roomId(), command.content(), exchange);
    if (writable instanceof Outcome.Rejected<Rights> rejected) {
      exchange.reject(rejected.detail());
      return;
    }
    Screening screening = screened(command.roomId(), command.content(), writable);
    if (screening instanceof Screening.Blocked) {
      exchange.reject(filtered());
      return;
    }
    String content = screening.of(command.content());
    log.write(
        new Entry.Post(command.roomId(), user.id(), user.name(), content, command.key()),
        outcome -> exchange.answer(outcome, change -> sent(change.message())));
  }

  static Result.Sent sent(Message message) {
    return new Result.Sent(
        message.messageId(), message.roomId(), message.epoch(), message.seq(), message.timestamp());
  }

  void edit(Command.Edit command, Exchange exchange) {
    Identity user = exchange.session().user();
    Outcome<Rights> writable = writable(command.roomId(), command.content(), exchange);
    if (writable instanceof Outcome.Rejected<Rights> rejected) {
      exchange.reject(rejected.detail());
      return;
    }
    Screening screening = screened(command.roomId(), command.content(), writable);
    if (screening instanceof Screening.Blocked) {
      exchange.reject(filtered());
      return;
    }
    String content = screening.of(command.content());
    log.write(
        new Entry.Edit(
            command.roomId(),
            user.id(),
            overAuthor(user, command.roomId(), writable),
            command.messageId(),
            content),
        outcome -> exchange.answer(outcome, change -> changed(change.message())));
  }

  /** What filters say to words; those of who moderates the room pass. */
  private Screening screened(RoomName room, String said, Outcome<Rights> granted) {
    return moderates(granted) ? Screening.PASSED : filters.screen(room, said);
  }

  static Detail filtered() {
    return Detail.of(ErrorCode.FILTERED, "a filter lets these words not be said here");
  }

  void delete(Command.Delete command, Exchange exchange) {
    Identity user = exchange.session().user();
    Outcome<Rights> speaker = rooms.requireSpeaker(exchange.session(), command.roomId());
    if (speaker instanceof Outcome.Rejected<Rights> rejected) {
      exchange.reject(rejected.detail());
      return;
    }
    log.write(
        new Entry.Delete(
            command.roomId(),
            user.id(),
            overAuthor(user, command.roomId(), speaker),
            command.messageId()),
        outcome -> exchange.answer(outcome, change -> changed(change.message())));
  }

  private Result.Changed changed(Message message) {
    return new Result.Changed(
        message.messageId(),
        message.roomId(),
        message.epoch(),
        message.seq(),
        message.rev(),
        message.deletedAt() != null
            ? message.deletedAt()
            : message.editedAt() != null ? message.editedAt() : clock.instant());
  }

  private static boolean moderates(Outcome<Rights> granted) {
    return granted.fold(Rights::moderate, detail -> false);
  }

  /** Over whose messages who moderates the room has authority, as with removals. */
  private Predicate<UserId> overAuthor(Identity user, RoomName room, Outcome<Rights> granted) {
    if (!moderates(granted)) {
      return sender -> false;
    }
    Authority role = Authority.of(user);
    Authority had = role == null ? Authority.ROOM : role;
    return sender -> authority.reaches(had, sender, room);
  }

  private Outcome<Rights> writable(RoomName room, String content, Exchange exchange) {
    Detail ofContent = refusal(content, roomLimits.contentChars());
    if (ofContent != null) {
      return Outcome.rejected(ofContent);
    }
    return rooms.requireWritable(exchange.session(), room);
  }

  /** Why nobody may say this; null where anybody who may speak may. */
  static @Nullable Detail refusal(String content, int most) {
    if (content.length() > most) {
      return Detail.invalid(
          "content", "must be 1 to " + most + " characters, was " + content.length());
    }
    return VisibleText.isBlank(content)
        ? Detail.invalid("content", "must have a visible character, has only blanks")
        : null;
  }

  /** Answers when the frames that follow may be carried out: pages are read one after the other. */
  CompletionStage<?> history(Command.History command, Exchange exchange) {
    if (command.before() != null && command.after() != null) {
      exchange.reject(Detail.invalid("after", "must not be given together with before"));
      return Route.NOW;
    }
    return rooms
        .requireReader(exchange.session(), command.roomId())
        .thenCompose(Outcome.ifDone(room -> noted(exchange.session(), room)))
        .thenCompose(
            reader -> {
              if (reader instanceof Outcome.Rejected<RoomName> rejected) {
                exchange.reject(rejected.detail());
                return CompletableFuture.<Void>completedFuture(null);
              }
              return read(command, exchange);
            });
  }

  /** That somebody reads a private room without being in it is on record first. */
  private CompletionStage<Outcome<RoomName>> noted(Session session, RoomName room) {
    boolean open = policies.of(room).filter(policy -> policy.kind() == RoomKind.PRIVATE).isEmpty();
    return open || rooms.rightsIn(session, room) != null
        ? Outcome.now(Outcome.done(room))
        : readings.note(session.user().id(), room, READ_FROM_OUTSIDE);
  }

  private CompletionStage<Void> read(Command.History command, Exchange exchange) {
    RoomName room = command.roomId();
    return log.open(room)
        .thenCompose(
            head ->
                page(command)
                    .thenApply(
                        page ->
                            new Result.HistoryPage(
                                room, head.epoch(), page.messages(), page.more())))
        .<Void>handle(
            (page, failure) -> {
              if (failure != null) {
                LOG.warn("history-unavailable", failure, "room", room);
                exchange.reject(
                    Detail.of(
                        ErrorCode.UNAVAILABLE, "the history cannot be reached now, try again"));
              } else {
                exchange.ack(page);
              }
              return null;
            });
  }

  CompletionStage<Page> page(Command.History command) {
    int wanted = command.limit() == null ? roomLimits.historyDefault() : command.limit();
    int limit = Math.min(wanted, historyLimits.pageMessages());
    if (command.after() != null) {
      return log.after(command.roomId(), command.after(), limit);
    }
    return log.before(
        command.roomId(), command.before() == null ? Long.MAX_VALUE : command.before(), limit);
  }
}
