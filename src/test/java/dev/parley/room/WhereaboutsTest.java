package dev.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.history.LogHead;
import dev.parley.protocol.UserId;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  private static final UserId ANN = new UserId("ann");

  private final TestClient ann =
      TestClient.of(new Sessions(TestSettings.with().session(), new SimpleMeterRegistry()), "ann");
  private final Whereabouts whereabouts = new Whereabouts();
  private final Room lobby = room();
  private final Room library = room();

  private static Room room() {
    RoomLimits limits = TestSettings.with().room();
    Room room = new Room(Said.LOBBY, limits.defaults(), limits, new Stoppable(Runnable::run));
    room.open(new LogHead(Said.EPOCH, 1, 0, 0));
    return room;
  }

  @Test
  void knowsTheRoomsOfASession() {
    whereabouts.entered(ann.session(), lobby);
    whereabouts.entered(ann.session(), lobby);
    whereabouts.entered(ann.session(), library);
    assertThat(whereabouts.of(ann.session())).containsExactlyInAnyOrder(lobby, library);

    whereabouts.left(ann.session(), lobby);
    assertThat(whereabouts.of(ann.session())).containsExactly(library);

    assertThat(whereabouts.remove(ann.session())).containsExactly(library);
    assertThat(whereabouts.of(ann.session())).isEmpty();
    assertThat(whereabouts.remove(ann.session())).isEmpty();
  }

  @Test
  void knowsTheRoomsOfAUserAsTheRoomsDo() {
    lobby.enter(ann.session(), Standing.NONE);
    whereabouts.update(ANN, lobby);
    whereabouts.update(ANN, library);
    assertThat(whereabouts.of(ANN)).containsExactly(lobby);

    lobby.depart(ANN, lobby.stand(ann.session()).number());
    assertThat(whereabouts.of(ANN)).containsExactly(lobby);
    whereabouts.update(ANN, lobby);
    assertThat(whereabouts.of(ANN)).isEmpty();
  }

  @Test
  void keepsNothingOfWhoIsInNoRoom() {
    whereabouts.left(ann.session(), lobby);
    whereabouts.update(ANN, lobby);
    whereabouts.entered(ann.session(), lobby);
    whereabouts.left(ann.session(), lobby);

    assertThat(whereabouts.isEmpty()).isTrue();
  }
}
