package dev.parley.pipeline;

import dev.parley.presence.Presence;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.Member;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.room.Entered;
import dev.parley.room.OccupantPage;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Entering and leaving rooms, who is in them, who types. Safe for use by any thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class RoomCommands {
  @Inject private Rooms rooms;
  @Inject private Presence presence;

  /** Answers when the frames that follow may be carried out. */
  CompletionStage<?> join(Command.Join command, Exchange exchange) {
    return rooms.join(
        exchange.session(),
        command,
        outcome -> {
          exchange.answer(outcome, this::joined);
          if (outcome instanceof Outcome.Done<Entered> done) {
            tellUnlessOnline(done.value(), exchange.session().user().id());
          }
        });
  }

  private Result.Joined joined(Entered entered) {
    return new Result.Joined(
        entered.room(),
        entered.position().epoch(),
        entered.position().seq(),
        entered.position().rev(),
        entered.recovered(),
        entered.reason(),
        entered.messages(),
        entered.changed(),
        members(entered.occupants()),
        entered.occupants().count());
  }

  /** Who enters is taken to be online; of any other presence the room has to be told. */
  private void tellUnlessOnline(Entered entered, UserId user) {
    Presence.State state = presence.of(user);
    if (entered.firstSession() && state.status() != Status.ONLINE) {
      rooms.tellPresence(
          entered.room(), new Event.PresenceChanged(user, state.status(), state.text()));
    }
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
