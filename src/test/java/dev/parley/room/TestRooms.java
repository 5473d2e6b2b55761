package dev.parley.room;

import dev.parley.boot.config.Settings;
import dev.parley.boot.config.TestSettings;
import dev.parley.history.RoomLog;
import dev.parley.history.memory.EphemeralLog;
import dev.parley.protocol.Command;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rooms that deliver at once, and clients to enter them. */
final class TestRooms {
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Sessions sessions;
  final Rooms rooms;
  final MemoryMemberships store = new MemoryMemberships();
  final Memberships memberships;
  final RoomPolicies policies;
  final RoomLog log;

  /** Who is let in besides; everybody unless a test says otherwise. */
  Door barrier = Door.OPEN;

  final Door door = (who, room, rights, present) -> barrier.refusal(who, room, rights, present);

  /** Over a log that keeps nothing. */
  static TestRooms with(String... settings) {
    return withDrains(new Stoppable(Runnable::run), settings);
  }

  /** As {@link #with}, but for who delivers in busy and big rooms. */
  static TestRooms withDrains(Drains drains, String... settings) {
    Settings all = TestSettings.with(settings);
    EphemeralLog log = new EphemeralLog(all.history(), Clock.systemUTC(), Thread::new);
    TestRooms made = new TestRooms(all, log, drains);
    log.onCommit(made.rooms);
    return made;
  }

  static TestRooms over(RoomLog log, String... settings) {
    return over(log, new Stoppable(Runnable::run), settings);
  }

  static TestRooms over(RoomLog log, Drains drains, String... settings) {
    return new TestRooms(TestSettings.with(settings), log, drains);
  }

  /** Without the limits that a crowd of threads would meet. */
  static Settings crowd(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(
        List.of(
            "parley.session.per-user", "1000000",
            "parley.session.per-address", "1000000",
            "parley.session.queue-bytes", "64MiB"));
    return TestSettings.with(settings.toArray(String[]::new));
  }

  /** As {@link #over}, with threads that deliver: whoever asks for it stops the rooms. */
  static TestRooms threaded(RoomLog log, Settings all) {
    Drains drains = new DrainThreads(all.room().fanOutThreads(), Executors.defaultThreadFactory());
    TestRooms made = new TestRooms(all, log, drains);
    log.onCommit(made.rooms);
    return made;
  }

  private TestRooms(Settings all, RoomLog log, Drains drains) {
    this.log = log;
    this.sessions = new Sessions(all.session(), meters);
    this.policies = new RoomPolicies(all.room());
    this.memberships = new Memberships(store, Runnable::run);
    this.rooms =
        new Rooms(all.room(), all.history(), policies, memberships, log, door, drains, meters);
  }

  TestClient client(String user, String... roles) {
    TestClient client = TestClient.of(sessions, user, roles);
    client.session().onClose(() -> rooms.disconnected(client.session()));
    return client;
  }

  /** What a join was answered, where it was. */
  static final class Answer {
    private final List<Outcome<Entered>> outcomes = new ArrayList<>();
    private boolean settled;

    boolean isThere() {
      return !outcomes.isEmpty();
    }

    boolean isSettled() {
      return settled;
    }

    private Outcome<Entered> outcome() {
      if (outcomes.size() != 1) {
        throw new AssertionError("answered " + outcomes.size() + " times: " + outcomes);
      }
      return outcomes.get(0);
    }

    Entered entered() {
      if (outcome() instanceof Outcome.Done<Entered> done) {
        return done.value();
      }
      throw new AssertionError("refused: " + outcome());
    }

    Detail refusal() {
      if (outcome() instanceof Outcome.Rejected<Entered> rejected) {
        return rejected.detail();
      }
      throw new AssertionError("not refused: " + outcome());
    }

    ErrorCode refusedAs() {
      return refusal().code();
    }
  }

  Answer join(TestClient client, String room) {
    return join(client, new Command.Join(new RoomName(room), null, null));
  }

  /** Joins; the answer also goes to the client, as "entered" or the code of the refusal. */
  Answer join(TestClient client, Command.Join command) {
    Answer answer = new Answer();
    rooms
        .join(
            client.session(),
            command,
            outcome -> {
              answer.outcomes.add(outcome);
              client.session().send(Said.event(inWords(outcome)));
            })
        .whenComplete((done, failure) -> answer.settled = failure == null);
    return answer;
  }

  private static String inWords(Outcome<Entered> outcome) {
    return outcome.fold(entered -> "entered", detail -> detail.code().wire());
  }

  /** Clients of these users, who have joined the room and seen it. */
  List<TestClient> inside(String room, String... users) {
    List<TestClient> clients = new ArrayList<>();
    for (String user : users) {
      TestClient client = client(user);
      join(client, room).entered();
      clients.add(client);
    }
    clients.forEach(TestClient::received);
    return clients;
  }

  static @Nullable ErrorCode refusalOf(Outcome<?> outcome) {
    return outcome.fold(done -> null, Detail::code);
  }

  void sweepAfter(int seconds) {
    rooms.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  double roomCount() {
    return meters.get("parley.rooms").gauge().value();
  }
}
