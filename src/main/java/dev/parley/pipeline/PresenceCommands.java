package dev.parley.pipeline;

import dev.parley.presence.Presence;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.Result;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import dev.parley.session.Outgoing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** How present a user is, and who is told of it. Safe for use by any thread; does not block. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class PresenceCommands {
  private Presence presence;
  private Rooms rooms;

  @Inject
  public PresenceCommands(Presence presence, Rooms rooms) {
    this.presence = presence;
    this.rooms = rooms;
  }

  protected PresenceCommands() {} // for the container's proxy

  void set(Command.SetPresence command, Exchange exchange) {
    UserId user = exchange.session().user().id();
    var changed = presence.set(user, command.status(), command.text());
    if (changed != null) {
      tell(changed);
    }
    exchange.ack(new Result.Done());
  }

  /** A session of the user began: still in a room, maybe, and told to be offline there. */
  void arrived(UserId user) {
    if (presence.arrived(user)) {
      tell(new Event.PresenceChanged(user, Status.ONLINE, null));
    }
  }

  /** A session of the user has ended; one that had {@link #arrived}. */
  void departed(UserId user) {
    presence.departed(user);
  }

  /** Tells those that are gone for good; called by one thread, several times a second. */
  void sweep(long nanoTime) {
    for (UserId user : presence.sweep(nanoTime)) {
      if (presence.of(user).status() == Status.OFFLINE) { // and not back since
        tell(new Event.PresenceChanged(user, Status.OFFLINE, null));
      }
    }
  }

  /** Tells those who share a room with the user, each session once. */
  private void tell(Event.PresenceChanged changed) {
    Outgoing shared = Outgoing.of(changed);
    rooms.neighbours(changed.userId()).forEach(neighbour -> neighbour.send(shared));
  }
}
