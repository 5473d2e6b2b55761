package dev.parley.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.boot.config.TestSettings;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameId;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Result;
import dev.parley.protocol.RoomName;
import dev.parley.session.Sessions;
import dev.parley.session.TestClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CommandMeters commandMeters = new CommandMeters(meters);
  private final TestClient ann =
      TestClient.of(new Sessions(TestSettings.with().session(), meters), "ann");

  private Exchange exchange(@Nullable String id) {
    return new Exchange(
        ann.session(), id == null ? null : new FrameId(id), "room:leave", commandMeters);
  }

  private long answered() {
    Timer timer = meters.find("parley.commands.answered").tag("type", "room:leave").timer();
    return timer == null ? 0 : timer.count();
  }

  private double refused(String code) {
    Counter counter =
        meters.find("parley.commands.refused").tags("type", "room:leave", "code", code).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void acksTheFrameWithItsId() {
    exchange("7").ack(new Result.Done());

    assertThat(ann.received()).containsExactly("ack 7 Done[]");
    assertThat(answered()).isEqualTo(1);
  }

  @Test
  void acksNothingWithoutAnId() {
    exchange(null).ack(new Result.Done());

    assertThat(ann.received()).isEmpty();
    assertThat(answered()).isEqualTo(1);
  }

  @Test
  void tellsARefusalAlsoWithoutAnId() {
    exchange("7").reject(Detail.of(ErrorCode.NOT_JOINED, "join first"));
    exchange(null).reject(Detail.of(ErrorCode.NOT_JOINED, "join first"));

    assertThat(ann.received()).containsExactly("error 7 not-joined", "error null not-joined");
    assertThat(refused("not-joined")).isEqualTo(2);
    assertThat(answered()).isZero();
  }

  @Test
  void pongsAlsoWithoutAnId() {
    exchange("7").pong();
    exchange(null).pong();

    assertThat(ann.received()).containsExactly("pong 7", "pong null");
    assertThat(answered()).isEqualTo(2);
  }

  @Test
  void answersWhatBecameOfIt() {
    RoomName lobby = new RoomName("lobby");

    exchange("7").answer(Outcome.done(lobby), Result.Left::new);
    exchange("8").answer(Outcome.<RoomName>rejected(ErrorCode.NOT_FOUND, "no"), Result.Left::new);

    assertThat(ann.received()).containsExactly("ack 7 Left[roomId=lobby]", "error 8 not-found");
  }
}
