package dev.parley.pipeline;

import dev.parley.presence.Presence;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How present a user is, and who is told of it: those in the user's rooms, in each in the order in
 * which it changed. Safe for use by any thread; does not block but for another change of the same
 * user's presence.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class PresenceCommands {
  /** More than there are threads; a power of two. */
  private static final int LOCKS = 256;

  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();
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
    tell(user, () -> presence.set(user, command.status(), command.text()));
    exchange.ack(new Result.Done());
  }

  /** A session of the user began: still in a room, maybe, and told to be offline there. */
  void arrived(UserId user) {
    tell(
        user,
        () -> presence.arrived(user) ? new Event.PresenceChanged(user, Status.ONLINE, null) : null);
  }

  /** A session of the user has ended; one that had {@link #arrived}. */
  void departed(UserId user) {
    presence.departed(user);
  }

  /** Who has entered a room is taken to be online there; of any other presence it is told. */
  void entered(UserId user, RoomName room) {
    inOrder(
        user,
        () -> {
          Presence.State state = presence.of(user);
          return state.status() == Status.ONLINE
              ? () -> {}
              : rooms.queuePresence(
                  room, new Event.PresenceChanged(user, state.status(), state.text()));
        });
  }

  /** Tells those that are gone for good; called by one thread, several times a second. */
  void sweep(long nanoTime) {
    for (UserId user : presence.sweep(nanoTime)) {
      tell(user, () -> offlineUnlessBack(user));
    }
  }

  private Event.@Nullable PresenceChanged offlineUnlessBack(UserId user) {
    return presence.of(user).status() == Status.OFFLINE
        ? new Event.PresenceChanged(user, Status.OFFLINE, null)
        : null;
  }

  /** Makes a change, and tells what came of it, if anything. */
  private void tell(UserId user, Supplier<Event.@Nullable PresenceChanged> change) {
    inOrder(
        user,
        () -> {
          Event.PresenceChanged changed = change.get();
          return changed == null ? () -> {} : rooms.queuePresence(changed);
        });
  }

  /** What is told of a user is queued in the order of the changes, and leaves outside the lock. */
  private void inOrder(UserId user, Supplier<Runnable> step) {
    Runnable flush;
    synchronized (locks.get(user.hashCode() & (LOCKS - 1))) {
      flush = step.get();
    }
    flush.run();
  }
}
