package dev.parley.pipeline;

import dev.parley.emit.Acknowledgements;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import dev.parley.session.ParkedSession;
import dev.parley.session.ParkedSessions;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a client that was cut off comes back to its session: its names, its rooms, the events it has
 * still to answer. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class Resumption {
  private Sessions sessions;
  private ParkedSessions parked;
  private Rooms rooms;
  private RoomCommands roomCommands;
  private Acknowledgements acknowledgements;

  @Inject
  public Resumption(
      Sessions sessions,
      ParkedSessions parked,
      Rooms rooms,
      RoomCommands roomCommands,
      Acknowledgements acknowledgements) {
    this.sessions = sessions;
    this.parked = parked;
    this.rooms = rooms;
    this.roomCommands = roomCommands;
    this.acknowledgements = acknowledgements;
  }

  protected Resumption() {} // for the container's proxy

  /**
   * The session that the user wants back, taken out for the caller; null where there is none. A
   * connection that still has it (its client has noticed the break first) is closed.
   */
  CompletionStage<@Nullable ParkedSession> claim(Command.Resume resume, UserId user) {
    List<CompletableFuture<Void>> ends = new ArrayList<>(1);
    for (Session before : sessions.find(user, resume.sessionId())) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.add(end);
      before.close(CloseCode.SESSION_RESUMED);
      // Maybe another thread is closing it just now: then it is parked when that has been told.
      before.onClose(() -> end.complete(null));
    }
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .thenApply(ended -> parked.take(resume.sessionId(), user));
  }

  /** Keeps a session that was claimed and cannot go on now. */
  void release(ParkedSession claimed) {
    parked.putBack(claimed).forEach(acknowledgements::gone);
  }

  /**
   * Enters the rooms again, one after the other, and sends what is to be answered; each may be as
   * long as one answer, and waits until the one before has left.
   *
   * @param toEnter the rooms, in the order of their iterator; each is taken out once it is entered
   *     or lost
   * @return completed when all is on its way
   */
  CompletionStage<?> restore(Session session, Collection<RoomName> toEnter, Command.Resume resume) {
    Map<RoomName, Command.Join> wishes = new HashMap<>();
    if (resume.rooms() != null) {
      resume.rooms().forEach(wish -> wishes.put(wish.roomId(), wish));
    }
    CompletionStage<?> restored = Route.NOW;
    for (RoomName room : List.copyOf(toEnter)) {
      Command.Join wish = wishes.getOrDefault(room, new Command.Join(room, null, null));
      restored = restored.thenCompose(before -> enter(session, wish, toEnter));
    }
    return restored.thenCompose(entered -> askAgain(session));
  }

  private CompletionStage<?> enter(
      Session session, Command.Join wish, Collection<RoomName> toEnter) {
    if (session.isClosed()) {
      return Route.NOW; // what is still to be entered is parked again
    }
    return roomCommands
        .enterAgain(session, wish)
        .thenCompose(
            entered -> {
              if (!session.isClosed()) { // else it may be in no room, and is parked with this one
                toEnter.remove(wish.roomId());
              }
              return session.longAnswerLeft();
            });
  }

  private CompletionStage<?> askAgain(Session session) {
    CompletionStage<?> asked = Route.NOW;
    for (Event.Custom event : acknowledgements.unanswered(session.clientId())) {
      asked =
          asked.thenCompose(
              before -> {
                session.sendLong(event);
                return session.longAnswerLeft();
              });
    }
    return asked;
  }

  /**
   * A session has closed: it is kept, or its rooms and the events it has not answered are told.
   *
   * @param toEnter the rooms that it was to enter again and has not yet; another thread may be
   *     taking one out
   */
  void disconnected(Session session, Collection<RoomName> toEnter) {
    Collection<RoomName> all = new TreeSet<>();
    toEnter.forEach(all::add); // its constructor would rely on a size that may be another by now
    all.addAll(rooms.disconnected(session));
    parked.park(session, all).forEach(acknowledgements::gone);
  }

  /** Forgets the sessions whose time is over; called by one thread, several times a second. */
  void sweep(long nanoTime) {
    parked.expire(nanoTime).forEach(acknowledgements::gone);
  }
}
