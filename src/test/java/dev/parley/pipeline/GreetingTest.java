package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.emit.Acknowledgements;
import dev.parley.identity.Identity;
import dev.parley.identity.Revocation;
import dev.parley.identity.RevocationLimits;
import dev.parley.identity.RevocationStore;
import dev.parley.identity.Revocations;
import dev.parley.identity.account.EndedSignIns;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Command;
import dev.parley.protocol.Event;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import dev.parley.room.Rooms;
import dev.parley.session.ParkedSession;
import dev.parley.session.ParkedSessions;
import dev.parley.session.Session;
import dev.parley.session.SessionLimits;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import dev.parley.testkit.DaemonThreads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GreetingTest {
  private static final UserId ANN = new UserId("ann");
  private static final List<RoomName> LOBBY = List.of(new RoomName("lobby"));

  private final SessionLimits limits = TestSettings.with("parley.session.per-user", "2").session();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions = new Sessions(limits, meters);
  private final ParkedSessions parked = new ParkedSessions(sessions, limits, meters);
  private final Revocations revocations =
      new Revocations(
          new NothingKept(),
          new RevocationLimits(Duration.ofDays(1), 1, 1),
          Duration.ZERO,
          Clock.systemUTC());
  private final EndedSignIns ended = new EndedSignIns(Duration.ofHours(12), Clock.systemUTC());
  private final Resumption resumption =
      new Resumption(
          sessions,
          parked,
          new NoRooms(),
          new RoomCommands(),
          new Acknowledgements(TestSettings.with().emit(), sessions, parked, DaemonThreads::make));
  private final List<String> presence = new ArrayList<>();

  /** Runs when a session's user is said to have arrived: it is known, and hardly more. */
  private Runnable atArrival = () -> {};

  private final Greeting greeting =
      new Greeting(
          sessions,
          revocations,
          ended,
          new OpenGate(),
          new NotedPresence(),
          resumption,
          new PlainWelcomes());

  private static final class NoRooms extends Rooms {
    @Override
    public List<RoomName> disconnected(Session session) {
      return List.of();
    }
  }

  private static final class NothingKept implements RevocationStore {
    @Override
    public void save(Revocation revocation) {}

    @Override
    public List<Revocation> since(Instant oldest) {
      return List.of();
    }

    @Override
    public void forgetBefore(Instant oldest) {}
  }

  private final class NotedPresence extends PresenceCommands {
    @Override
    void arrived(UserId user) {
      presence.add("arrived");
      atArrival.run();
    }

    @Override
    void departed(UserId user) {
      presence.add("departed");
    }
  }

  private static final class PlainWelcomes extends Welcomes {
    @Override
    Event.Welcome of(Session session, Identity user) {
      return new Event.Welcome(
          session.clientId(),
          session.id(),
          user.info(),
          1_000,
          new Limits(1, 1, 1, 1, 1, 1, 1, 1),
          "node",
          null);
    }
  }

  private boolean greet(TestClient client) {
    return greeting.greet(client.session(), TestClient.identity("ann"), LOBBY, () -> {});
  }

  @Test
  void aSessionThatIsTakenBackAsSoonAsItIsKnownIsKept() {
    TestClient ann = TestClient.stranger(sessions);
    List<CompletionStage<ParkedSession>> claims = new ArrayList<>();
    atArrival =
        () -> claims.add(resumption.claim(new Command.Resume(ann.session().id(), List.of()), ANN));

    assertThat(greet(ann)).isTrue();

    assertThat(ann.closes()).containsExactly(CloseCode.SESSION_RESUMED);
    assertThat(claims).hasSize(1);
    assertThat(claims.get(0).toCompletableFuture())
        .isCompletedWithValueMatching(kept -> kept != null && kept.rooms().equals(LOBBY));
    assertThat(presence).containsExactly("arrived", "departed");
  }

  @Test
  void theAnswerComesBeforeTheWelcome() {
    TestClient ann = TestClient.stranger(sessions);

    boolean letIn =
        greeting.greet(
            ann.session(),
            TestClient.identity("ann"),
            LOBBY,
            () -> ann.session().send(new Event.Goodbye("answer", 0)));

    assertThat(letIn).isTrue();
    assertThat(ann.received()).hasSize(2).startsWith("answer");
    assertThat(presence).containsExactly("arrived");
  }

  @Test
  void whoseUserHasTooManyIsToldSoAndIsNotKept() {
    assertThat(greet(TestClient.stranger(sessions))).isTrue();
    assertThat(greet(TestClient.stranger(sessions))).isTrue();
    TestClient third = TestClient.stranger(sessions);

    assertThat(greet(third)).isFalse();

    assertThat(third.received()).containsExactly("too-many-connections");
    assertThat(third.closes()).containsExactly(CloseCode.TOO_MANY_CONNECTIONS);
    assertThat(parked.count()).isZero();
    assertThat(presence).containsExactly("arrived", "arrived");
  }

  @Test
  void whoseAccessWasRevokedMeanwhileIsToldSoAndIsNotKept() {
    TestClient ann = TestClient.stranger(sessions);
    revocations.take(ANN, new UserId("root"), null);

    assertThat(greet(ann)).isFalse();

    assertThat(ann.received()).endsWith("access-revoked");
    assertThat(ann.closes()).containsExactly(CloseCode.ACCESS_REVOKED);
    assertThat(parked.count()).isZero();
    assertThat(presence).isEmpty();
  }

  @Test
  void whoseSignInEndedMeanwhileIsToldSo() {
    UserId mia = new UserId("account:mia");
    Identity before =
        new Identity(mia, new UserName("mia"), Set.of("admin"), null, Instant.now().minusMillis(1));
    ended.end(mia);
    TestClient client = TestClient.stranger(sessions);

    assertThat(greeting.greet(client.session(), before, LOBBY, () -> {})).isFalse();

    assertThat(client.received()).endsWith("token-expired");
    assertThat(client.closes()).containsExactly(CloseCode.TOKEN_EXPIRED);
    assertThat(presence).isEmpty();
  }
}
