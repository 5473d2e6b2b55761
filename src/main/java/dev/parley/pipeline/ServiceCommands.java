package dev.parley.pipeline;

import dev.parley.emit.Acknowledgements;
import dev.parley.emit.EmitLimits;
import dev.parley.history.Entry;
import dev.parley.history.LogUnavailableException;
import dev.parley.history.RoomLog;
import dev.parley.identity.Identity;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.identity.apikey.Right;
import dev.parley.log.Log;
import dev.parley.moderation.ContentFilters;
import dev.parley.moderation.Screening;
import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Target;
import dev.parley.protocol.Violation;
import dev.parley.room.RoomLimits;
import dev.parley.room.RoomPolicies;
import dev.parley.room.Rooms;
import dev.parley.session.Outgoing;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the company's own services do, without a session: commands of the wire, validated as those
 * are, within the rights and the rooms of an API key in place of membership. A room out of the
 * key's scope answers as one that does not exist.
 *
 * <p>Safe for use by any thread; does not block. Stages never fail: a refusal is a value. They
 * complete on threads that must not be blocked.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class ServiceCommands {
  private static final Log LOG = Log.of(ServiceCommands.class);

  @Inject private ChatCommands chat;
  @Inject private CommandValidator validator;
  @Inject private CommandMeters meters;
  @Inject private RoomLog log;
  @Inject private Rooms rooms;
  @Inject private RoomPolicies policies;
  @Inject private RoomLimits roomLimits;
  @Inject private Sessions sessions;
  @Inject private Acknowledgements acknowledgements;
  @Inject private EmitLimits emitLimits;
  @Inject private ContentFilters filters;

  /** Says something in a room, durably where it keeps history: answers after the commit. */
  public CompletionStage<Outcome<Result.Sent>> send(ApiKey key, Command.Send command) {
    return carryOut(key, command, mine -> write(key, (Command.Send) mine));
  }

  /** Reads a page of a room's history. */
  public CompletionStage<Outcome<Result.HistoryPage>> history(ApiKey key, Command.History command) {
    return carryOut(key, command, mine -> page(key, (Command.History) mine));
  }

  /** Sends an event; with {@code ackWithinMs}, answers when all have, or the time is up. */
  public CompletionStage<Outcome<Result.Emitted>> emit(ApiKey key, Command.Emit command) {
    return carryOut(key, command, mine -> deliver(key, (Command.Emit) mine));
  }

  private <T> CompletionStage<Outcome<T>> carryOut(
      ApiKey key, Command command, Function<Command, CompletionStage<Outcome<T>>> work) {
    long began = System.nanoTime();
    List<Violation> violations = validator.violations(command);
    CompletionStage<Outcome<T>> done =
        violations.isEmpty()
            ? work.apply(command.within(key.tenant()))
            : Outcome.refused(Detail.invalid(violations));
    return done.exceptionally(failure -> Outcome.rejected(failed(key, command, failure)))
        .whenComplete((outcome, none) -> count(command.type(), outcome, began));
  }

  private static Detail failed(ApiKey key, Command command, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof LogUnavailableException) {
      LOG.warn("history-unavailable", cause, "key", key.id(), "type", command.type());
      return Detail.of(ErrorCode.UNAVAILABLE, "the history cannot be reached now, try again");
    }
    LOG.error("service-command-failed", failure, "key", key.id(), "type", command.type());
    return Detail.of(ErrorCode.INTERNAL, "the server failed; its log says more");
  }

  private void count(String type, Outcome<?> outcome, long began) {
    if (outcome instanceof Outcome.Rejected<?> rejected) {
      meters.rejected(type, rejected.detail().code());
    } else {
      meters.done(type, System.nanoTime() - began);
    }
  }

  private CompletionStage<Outcome<Result.Sent>> write(ApiKey key, Command.Send command) {
    Detail refusal = ChatCommands.refusal(command.content(), roomLimits.contentChars());
    RoomName room = command.roomId();
    Outcome<RoomName> writable =
        refusal != null
            ? Outcome.rejected(refusal)
            : scope(key, Right.PUBLISH, room).then(rooms::requireUnhurried);
    if (writable instanceof Outcome.Rejected<RoomName> rejected) {
      return Outcome.refused(rejected.detail());
    }
    return exists(room)
        .thenCompose(exists -> exists ? screen(key, command) : Outcome.refused(noRoom(room)));
  }

  /** Where rooms are made by who joins first, a first message makes one, too. */
  private CompletionStage<Boolean> exists(RoomName room) {
    return policies.of(room).map(policy -> policy.create()).orElse(false)
        ? CompletableFuture.completedFuture(true)
        : log.find(room).thenApply(head -> head.isPresent());
  }

  private CompletionStage<Outcome<Result.Sent>> screen(ApiKey key, Command.Send command) {
    Screening screening = filters.screen(command.roomId(), command.content());
    return screening instanceof Screening.Blocked
        ? Outcome.refused(ChatCommands.filtered())
        : post(key, command, screening.of(command.content()));
  }

  private CompletionStage<Outcome<Result.Sent>> post(
      ApiKey key, Command.Send command, String content) {
    Identity service = key.identity();
    CompletableFuture<Outcome<Result.Sent>> answer = new CompletableFuture<>();
    log.write(
        new Entry.Post(command.roomId(), service.id(), service.name(), content, command.key()),
        outcome ->
            answer.complete(
                outcome.then(change -> Outcome.done(ChatCommands.sent(change.message())))));
    return answer;
  }

  private CompletionStage<Outcome<Result.HistoryPage>> page(ApiKey key, Command.History command) {
    if (command.before() != null && command.after() != null) {
      return Outcome.refused(Detail.invalid("after", "must not be given together with before"));
    }
    RoomName room = command.roomId();
    if (scope(key, Right.READ, room) instanceof Outcome.Rejected<RoomName> rejected) {
      return Outcome.refused(rejected.detail());
    }
    return log.find(room)
        .thenCompose(
            head ->
                head.isEmpty()
                    ? Outcome.refused(noRoom(room))
                    : chat.page(command)
                        .thenApply(
                            page ->
                                Outcome.done(
                                    new Result.HistoryPage(
                                        room, head.get().epoch(), page.messages(), page.more()))));
  }

  private Outcome<RoomName> scope(ApiKey key, Right right, RoomName room) {
    if (!key.has(right)) {
      return Outcome.rejected(lacks(right));
    }
    return key.covers(room) && policies.of(room).isPresent()
        ? Outcome.done(room)
        : Outcome.rejected(noRoom(room));
  }

  private static Detail lacks(Right right) {
    return Detail.of(ErrorCode.FORBIDDEN, "the API key has not the right " + right.wire());
  }

  private static Detail noRoom(RoomName room) {
    return Detail.of(ErrorCode.NOT_FOUND, "there is no room " + room.value());
  }

  private CompletionStage<Outcome<Result.Emitted>> deliver(ApiKey key, Command.Emit command) {
    Outcome<Set<Session>> addressed = addressed(key, command.to());
    if (addressed instanceof Outcome.Rejected<Set<Session>> rejected) {
      return Outcome.refused(rejected.detail());
    }
    Set<Session> recipients = ((Outcome.Done<Set<Session>>) addressed).value();
    if (command.ackWithinMs() == null) {
      deliver(command.to(), recipients, event(key, command, null));
      return Outcome.now(Outcome.done(new Result.Emitted(recipients.size(), null, null)));
    }
    return await(key, command, command.ackWithinMs(), recipients);
  }

  private CompletionStage<Outcome<Result.Emitted>> await(
      ApiKey key, Command.Emit command, int withinMs, Set<Session> recipients) {
    AckId ackId = acknowledgements.newId();
    Event.Custom event = event(key, command, ackId);
    CompletableFuture<Outcome<Result.Emitted>> answer = new CompletableFuture<>();
    boolean awaits =
        acknowledgements.await(
            ackId,
            event,
            event.from().clientId(),
            recipients,
            withinMs,
            emitted -> answer.complete(Outcome.done(emitted)));
    if (!awaits) {
      return Outcome.refused(EmitCommands.tooMuchAwaited(emitLimits));
    }
    deliver(command.to(), recipients, event);
    return answer;
  }

  private Outcome<Set<Session>> addressed(ApiKey key, Target to) {
    if (to instanceof Target.ToRooms some) {
      return inRooms(key, some.rooms());
    } else if (to instanceof Target.ToUser one) {
      return key.has(Right.EMIT_USER)
          ? Outcome.done(sessions.of(one.user()))
          : Outcome.rejected(lacks(Right.EMIT_USER));
    } else if (!key.has(Right.EMIT_ALL)) {
      return Outcome.rejected(lacks(Right.EMIT_ALL));
    }
    Set<Session> all = new HashSet<>();
    sessions.forEach(
        session -> {
          if (session.isIdentified() && session.user().tenant().equals(key.tenant())) {
            all.add(session);
          }
        });
    return Outcome.done(all);
  }

  private Outcome<Set<Session>> inRooms(ApiKey key, List<RoomName> names) {
    for (RoomName name : names) {
      if (scope(key, Right.EMIT_ROOM, name).then(rooms::requireUnhurried)
          instanceof Outcome.Rejected<RoomName> rejected) {
        return Outcome.rejected(rejected.detail());
      }
    }
    return Outcome.done(rooms.sessionsIn(names));
  }

  private static Event.Custom event(ApiKey key, Command.Emit command, @Nullable AckId ackId) {
    Identity service = key.identity();
    Payload payload = command.payload() == null ? Payload.NULL : command.payload();
    ClientId client = new ClientId("k-" + key.id());
    Event.Sender sender = new Event.Sender(service.id(), service.name(), client);
    return new Event.Custom(command.event(), payload, sender, ackId);
  }

  private void deliver(Target to, Set<Session> recipients, Event.Custom event) {
    if (to instanceof Target.ToRooms some && some.rooms().size() == 1) {
      rooms.publish(some.rooms().get(0), event); // in one order for all, as with clients' events
      return;
    }
    Outgoing shared = Outgoing.of(event);
    recipients.forEach(recipient -> recipient.send(shared));
  }
}
