package dev.parley.pipeline;

import dev.parley.emit.Acknowledgements;
import dev.parley.emit.EmitLimits;
import dev.parley.identity.Identity;
import dev.parley.protocol.AckId;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.protocol.Target;
import dev.parley.room.Rooms;
import dev.parley.session.Outgoing;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events from client to client, and their answers. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class EmitCommands {
  @Inject private Rooms rooms;
  @Inject private Sessions sessions;
  @Inject private Acknowledgements acknowledgements;
  @Inject private EmitLimits limits;

  void emit(Command.Emit command, Exchange exchange) {
    Session from = exchange.session();
    Outcome<Set<Session>> addressed = addressed(command, from);
    if (addressed instanceof Outcome.Rejected<Set<Session>> rejected) {
      exchange.reject(rejected.detail());
      return;
    }
    Set<Session> recipients = ((Outcome.Done<Set<Session>>) addressed).value();
    if (Boolean.TRUE.equals(command.exceptSelf())) {
      recipients.remove(from);
    }
    if (command.ackWithinMs() == null) {
      deliver(command, from, recipients, event(command, from, null));
      exchange.ack(new Result.Emitted(recipients.size(), null, null));
      return;
    }
    AckId ackId = acknowledgements.newId();
    Event.Custom event = event(command, from, ackId);
    if (acknowledgements.await(
        ackId, event, from.clientId(), recipients, command.ackWithinMs(), exchange::ack)) {
      deliver(command, from, recipients, event);
    } else {
      exchange.reject(tooMuchAwaited(limits));
    }
  }

  static Detail tooMuchAwaited(EmitLimits limits) {
    return Detail.of(
        ErrorCode.LIMIT_REACHED,
        "answers may be awaited from "
            + limits.recipients()
            + " sessions, of "
            + limits.awaiting()
            + " events at a time with "
            + limits.eventBytes()
            + " bytes of payload together");
  }

  private Outcome<Set<Session>> addressed(Command.Emit command, Session from) {
    Identity user = from.user();
    Target to = command.to();
    if (to instanceof Target.ToUser one) {
      return limits.allowsToUser(user) ? Outcome.done(reached(user, one)) : forbidden("a user");
    }
    if (to instanceof Target.ToRooms some) {
      return limits.allowsToRoom(user) ? rooms.sessionsIn(from, some.rooms()) : forbidden("a room");
    }
    if (!limits.allowsToAll(user)) {
      return forbidden("all");
    }
    Set<Session> all = new HashSet<>();
    sessions.forEach(
        session -> {
          if (session.isIdentified() && session.user().tenant().equals(user.tenant())) {
            all.add(session);
          }
        });
    return Outcome.done(all);
  }

  /** Whom it may not reach is to it as one who is not there. */
  private Set<Session> reached(Identity from, Target.ToUser to) {
    return limits.allowsToAnyUser(from) || rooms.areTogether(from.id(), to.user())
        ? sessions.of(to.user())
        : new HashSet<>();
  }

  private static <T> Outcome<T> forbidden(String target) {
    return Outcome.rejected(ErrorCode.FORBIDDEN, "your roles do not allow to emit to " + target);
  }

  private static Event.Custom event(Command.Emit command, Session from, @Nullable AckId ackId) {
    Identity user = from.user();
    Payload payload = command.payload() == null ? Payload.NULL : command.payload();
    Event.Sender sender = new Event.Sender(user.id(), user.name(), from.clientId());
    return new Event.Custom(command.event(), payload, sender, ackId);
  }

  private void deliver(
      Command.Emit command, Session from, Set<Session> recipients, Event.Custom event) {
    if (command.to() instanceof Target.ToRooms some && some.rooms().size() == 1) {
      // Through the room's own queue, so that many of them leave together and in one order for all.
      rooms.publish(from, some.rooms().get(0), event, recipients.contains(from) ? null : from);
      return;
    }
    Outgoing shared = Outgoing.of(event);
    recipients.forEach(recipient -> recipient.send(shared));
  }

  void answer(Command.EventAck command, Exchange exchange) {
    Payload payload = command.payload() == null ? Payload.NULL : command.payload();
    exchange.answer(
        acknowledgements.answer(command.ackId(), exchange.session().clientId(), payload),
        answered -> new Result.Done());
  }
}
