package dev.parley.pipeline;

import dev.parley.log.Log;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.Invitation;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Invitations;
import dev.parley.session.Outgoing;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Inviting to rooms. Safe for use by any thread. Each answers when the frames that follow may be
 * carried out: what they do may hang on it.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class InvitationCommands {
  private static final Log LOG = Log.of(InvitationCommands.class);

  @Inject private Invitations invitations;
  @Inject private Sessions sessions;

  CompletionStage<?> invite(Command.Invite command, Exchange exchange) {
    boolean moderator = Boolean.TRUE.equals(command.moderator());
    UserId user = command.userId();
    return invitations
        .invite(exchange.session().user(), command.roomId(), user, moderator)
        .thenAccept(
            outcome -> {
              if (outcome instanceof Outcome.Done<Invitation> done) {
                log("invited", command.roomId(), user, exchange);
                tell(user, new Event.Invited(done.value()));
              }
              exchange.answer(
                  outcome, done -> new Result.Invited(command.roomId(), user, moderator));
            });
  }

  CompletionStage<?> uninvite(Command.Uninvite command, Exchange exchange) {
    UserId user = command.userId();
    UserId by = exchange.session().user().id();
    return invitations
        .uninvite(exchange.session().user(), command.roomId(), user)
        .thenAccept(
            outcome -> {
              if (outcome instanceof Outcome.Done<RoomName>) {
                log("uninvited", command.roomId(), user, exchange);
                tell(user, new Event.Uninvited(command.roomId(), by));
              }
              exchange.answer(outcome, room -> new Result.Uninvited(room, user));
            });
  }

  CompletionStage<?> invitations(Command.Invitations command, Exchange exchange) {
    return invitations
        .of(exchange.session().user().id(), command.after())
        .thenAccept(outcome -> exchange.answer(outcome, InvitationCommands::page));
  }

  private static Result page(List<Invitation> found) {
    return new Result.Invitations(found, found.size() == Invitations.PAGE);
  }

  private void tell(UserId user, Event event) {
    Outgoing shared = Outgoing.of(event);
    sessions.of(user).forEach(session -> session.send(shared));
  }

  private static void log(String event, RoomName room, UserId user, Exchange exchange) {
    UserId by = exchange.session().user().id();
    LOG.info(event, "room", room, "user", user, "by", by);
  }
}
