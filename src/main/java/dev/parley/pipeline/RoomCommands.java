package dev.parley.pipeline;

import dev.parley.presence.Presence;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Event;
import dev.parley.protocol.Member;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.room.Entered;
import dev.parley.room.OccupantPage;
import dev.parley.room.Rooms;
import dev.parley.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Entering and leaving rooms, who is in them, who types. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class RoomCommands {
  /** Why a room could not be recovered whose position the client that came back did not name. */
  private static final String NO_POSITION = "no-position";

  @Inject private Rooms rooms;
  @Inject private Presence presence;
  @Inject private PresenceCommands presenceCommands;
  @Inject private Gate gate;

  /** Answers when the frames that follow may be carried out. */
  CompletionStage<?> join(Command.Join command, Exchange exchange) {
    return rooms.join(
        exchange.session(),
        command,
        outcome -> {
          exchange.answer(outcome, this::joined);
          if (outcome instanceof Outcome.Done<Entered> done) {
            gate.entered(exchange.session(), command.roomId());
            tellPresence(exchange.session(), done.value());
          }
        });
  }

  /** Enters a room of a session that goes on; the session is told how that went. */
  CompletionStage<?> enterAgain(Session session, Command.Join command) {
    return rooms.join(
        session,
        command,
        outcome -> {
          session.sendLong(
              outcome.fold(entered -> resumed(entered, command), detail -> lost(command, detail)));
          if (outcome instanceof Outcome.Done<Entered> done) {
            gate.entered(session, command.roomId());
            tellPresence(session, done.value());
          }
        });
  }

  private void tellPresence(Session session, Entered entered) {
    if (entered.firstSession()) {
      presenceCommands.entered(session.user().id(), entered.room());
    }
  }

  private Event resumed(Entered entered, Command.Join command) {
    return new Event.RoomResumed(
        joined(entered, command.since() == null ? NO_POSITION : entered.reason()));
  }

  private static Event lost(Command.Join command, Detail detail) {
    return new Event.RoomLost(command.roomId(), detail.code(), detail.message());
  }

  private Result.Joined joined(Entered entered) {
    return joined(entered, entered.reason());
  }

  private Result.Joined joined(Entered entered, @Nullable String reason) {
    return new Result.Joined(
        entered.room(),
        entered.position().epoch(),
        entered.position().seq(),
        entered.position().rev(),
        entered.recovered(),
        reason,
        entered.messages(),
        entered.changed(),
        members(entered.occupants()),
        entered.occupants().count());
  }

  private List<Member> members(OccupantPage page) {
    return page.users().stream().map(this::member).toList();
  }

  private Member member(OccupantPage.User user) {
    Presence.State state = presence.of(user.id());
    return new Member(user.id(), user.name(), state.status(), state.text());
  }

  void leave(Command.Leave command, Exchange exchange) {
    exchange.answer(rooms.leave(exchange.session(), command.roomId()), Result.Left::new);
  }

  void members(Command.Members command, Exchange exchange) {
    exchange.answer(
        rooms.members(exchange.session(), command.roomId(), command.after(), command.limit()),
        page -> new Result.MemberPage(command.roomId(), members(page), page.count(), page.more()));
  }

  void startTyping(Command.TypingStart command, Exchange exchange) {
    exchange.answer(
        rooms.startTyping(exchange.session(), command.roomId()), room -> new Result.Done());
  }

  void stopTyping(Command.TypingStop command, Exchange exchange) {
    exchange.answer(
        rooms.stopTyping(exchange.session(), command.roomId()), room -> new Result.Done());
  }
}
