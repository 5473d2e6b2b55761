package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.boot.config.TestSettings;
import dev.parley.presence.Presence;
import dev.parley.presence.PresenceLimits;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Status;
import dev.parley.protocol.UserId;
import dev.parley.room.Rooms;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told last is what is so, whoever changes it meanwhile. */
class PresenceCommandsTest {
  private static final UserId ANN = new UserId("ann");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions = new Sessions(TestSettings.with().session(), meters);
  private final List<Status> told = Collections.synchronizedList(new ArrayList<>());
  private final HaltedPresence presence = new HaltedPresence();
  private final PresenceCommands commands = new PresenceCommands(presence, new NotedRooms());

  /** Lets another go first, if it can, between a look or a change and its being told. */
  private static final class HaltedPresence extends Presence {
    private Runnable other = () -> {};

    HaltedPresence() {
      super(new PresenceLimits(Duration.ZERO));
    }

    private void letGoFirst() {
      Runnable once = other;
      other = () -> {};
      try {
        CompletableFuture.runAsync(once).get(200, TimeUnit.MILLISECONDS);
      } catch (Exception itWaits) {
        // As it has to.
      }
    }

    @Override
    public State of(UserId user) {
      State state = super.of(user);
      letGoFirst();
      return state;
    }

    @Override
    public Event.PresenceChanged set(UserId user, Status status, String text) {
      Event.PresenceChanged changed = super.set(user, status, text);
      letGoFirst();
      return changed;
    }
  }

  private final class NotedRooms extends Rooms {
    @Override
    public Runnable queuePresence(Event.PresenceChanged changed) {
      told.add(changed.status());
      return () -> {};
    }

    @Override
    public Runnable queuePresence(RoomName room, Event.PresenceChanged changed) {
      return queuePresence(changed);
    }
  }

  private void set(Status status) {
    TestClient ann = TestClient.of(sessions, "ann");
    commands.set(
        new Command.SetPresence(status, null),
        new Exchange(ann.session(), null, "presence:set", new CommandMeters(meters)));
  }

  private void lastIs(Status status, int count) {
    await().until(() -> told.size() == count);
    assertThat(told).last().isEqualTo(status);
    assertThat(presence.of(ANN).status()).isEqualTo(status);
  }

  @Test
  void whoComesBackWhileFoundGoneIsOnlineInTheEnd() {
    commands.arrived(ANN);
    commands.departed(ANN);
    presence.other = () -> commands.arrived(ANN);

    commands.sweep(System.nanoTime());

    lastIs(Status.ONLINE, 3);
  }

  @Test
  void ofTwoChangesTheOneThatStaysIsToldLast() {
    commands.arrived(ANN);
    presence.other = () -> set(Status.BUSY);

    set(Status.AWAY);

    lastIs(Status.BUSY, 3);
  }

  @Test
  void whoEntersARoomAndChangesMeanwhileIsThereAsChanged() {
    commands.arrived(ANN);
    set(Status.AWAY);
    presence.other = () -> set(Status.BUSY);

    commands.entered(ANN, new RoomName("lobby"));

    lastIs(Status.BUSY, 4);
  }
}
