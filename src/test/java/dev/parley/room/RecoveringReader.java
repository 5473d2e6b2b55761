package dev.parley.room;

import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.Message;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.Position;
import dev.parley.session.Codec;
import dev.parley.session.FakeTransport;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol's section 3.4 asks: comes back with its position, and notes whatever is
 * not as promised. Used by one thread.
 */
final class RecoveringReader {
  private final Rooms rooms;
  private final Sessions sessions;
  private final String user;

  private @Nullable Position position;
  private final Map<Long, Message> messages = new HashMap<>();
  private int members;
  private int recovered;
  private final List<String> faults = new ArrayList<>();

  private @Nullable Visit visit;

  /** One session, what it was answered, and what it heard. */
  private static final class Visit implements Codec {
    final Map<String, Event> events = new HashMap<>();
    final FakeTransport transport = new FakeTransport();
    volatile @Nullable Entered entered;
    volatile @Nullable Session session;

    @Override
    public synchronized String encode(Outbound message) {
      String name = "frame " + events.size();
      events.put(name, (Event) message);
      return name;
    }

    @Override
    public String batch(List<String> frames) {
      throw new AssertionError("not asked for");
    }

    synchronized List<Event> heard() {
      return transport.takeSent().stream().map(events::get).toList();
    }
  }

  RecoveringReader(Rooms rooms, Sessions sessions, String user) {
    this.rooms = rooms;
    this.sessions = sessions;
    this.user = user;
  }

  List<String> faults() {
    return faults;
  }

  int recovered() {
    return recovered;
  }

  int members() {
    return members;
  }

  Position position() {
    return Objects.requireNonNull(position);
  }

  /** By sequence. */
  Map<Long, Message> messages() {
    return messages;
  }

  void join() throws Exception {
    Visit now = new Visit();
    visit = now;
    Session session = sessions.open("192.0.2.1", now.transport, now);
    now.session = session;
    sessions.identify(session, TestClient.identity(user), () -> {}, () -> {});
    session.onClose(() -> rooms.disconnected(session));
    Command.Since since =
        position == null
            ? null
            : new Command.Since(position.epoch(), position.seq(), position.rev());
    rooms
        .join(
            session,
            new Command.Join(Said.LOBBY, since, null),
            outcome -> {
              now.entered = outcome.fold(done -> done, refusal -> null);
              session.send(Said.event("entered"));
            })
        .toCompletableFuture()
        .get(1, TimeUnit.MINUTES);
    if (now.entered == null) {
      faults.add("was not let in");
    }
  }

  /** Goes on one of two ways, and takes in what was heard until then. */
  void leave(boolean byCommand) {
    Session session = session();
    if (byCommand) {
      rooms.leave(session, Said.LOBBY);
    }
    session.closed();
    takeIn();
  }

  Session session() {
    return Objects.requireNonNull(Objects.requireNonNull(visit).session);
  }

  /** Takes in what has been heard since the last time. */
  void takeIn() {
    Visit now = Objects.requireNonNull(visit);
    for (Event event : now.heard()) {
      if (event instanceof Event.Goodbye) {
        entered(Objects.requireNonNull(now.entered));
      } else if (event instanceof Event.ChatMessage said) {
        said(said.message());
      } else if (event instanceof Event.ChatEdited edited) {
        changed(edited.message());
      } else if (event instanceof Event.ChatDeleted deleted) {
        changed(deleted.message());
      } else if (event instanceof Event.UserJoined) {
        members++;
      } else if (event instanceof Event.UserLeft) {
        members--;
      } else {
        faults.add("heard " + event);
      }
    }
  }

  private void entered(Entered entered) {
    Position before = position;
    if (before != null) {
      recovered++;
      check(entered.recovered(), "not recovered: " + entered.reason());
      Position now = entered.position();
      long next = before.seq();
      for (Message message : entered.messages()) {
        check(message.seq() == ++next, "missed " + message.seq() + " in place of " + next);
        messages.put(message.seq(), message);
      }
      check(next == now.seq(), "missed up to " + next + " at " + now);
      long rev = before.rev();
      for (Message message : entered.changed()) {
        check(message.rev() > rev && message.rev() <= now.rev(), at(message) + " at " + now);
        check(message.seq() <= before.seq(), "was not had: " + at(message));
        rev = message.rev();
        show(message);
      }
    }
    position = entered.position();
    members = entered.occupants().count();
  }

  private void said(Message message) {
    Position now = position();
    check(message.seq() == now.seq() + 1, "heard " + message.seq() + " at " + now);
    messages.put(message.seq(), message);
    position = new Position(now.epoch(), message.seq(), now.rev());
  }

  private void changed(Message message) {
    Position now = position();
    check(message.rev() == now.rev() + 1, "heard " + at(message) + " at " + now);
    show(message);
    position = new Position(now.epoch(), now.seq(), message.rev());
  }

  private void show(Message message) {
    Message known = messages.get(message.seq());
    check(known != null, "not known: " + at(message));
    if (known != null && message.rev() > known.rev()) {
      messages.put(message.seq(), message);
    }
  }

  private static String at(Message message) {
    return message.seq() + "@" + message.rev();
  }

  private void check(boolean asPromised, String fault) {
    if (!asPromised) {
      faults.add(fault);
    }
  }
}
