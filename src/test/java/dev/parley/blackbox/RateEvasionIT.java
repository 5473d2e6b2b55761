package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Closed;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Neither more sessions nor new ones let anybody send more. How much may pass follows from how long
 * the test took, so that it holds on a slow machine as well.
 */
class RateEvasionIT {
  private static final int BURST = 40;
  private static final String PING = "{\"type\":\"ping\"}";

  @RegisterExtension final Visitors shared = new Visitors(SharedGateway::get);
  @RegisterExtension final Visitors quick = new Visitors(QuickGateway::get);

  /** What was answered with a pong, and what was refused. */
  private record Count(int passed, int refused) {
    Count plus(Count other) {
      return new Count(passed + other.passed, refused + other.refused);
    }
  }

  private RawSocket user(String name) {
    Map<String, String> token = Map.of("Authorization", "Bearer " + SignedTokens.of(name, name));
    RawSocket socket = shared.closing(RawSocket.open(shared.endpoint(), token));
    socket.readUntil(RawFrame.TEXT); // the welcome
    return socket;
  }

  private RawSocket guest(Visitors visitors) {
    RawSocket socket = visitors.bareGuest("Crowd");
    socket.readUntil(RawFrame.TEXT);
    return socket;
  }

  private static void ping(RawSocket socket, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] mask = new byte[4]; // all zeros, which is one (RFC 6455, section 5.3)
    byte[] payload = PING.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < times; i++) {
      all.write(0x81);
      all.write(0x80 | payload.length);
      all.writeBytes(mask);
      all.writeBytes(payload);
    }
    socket.sendBytes(all.toByteArray());
  }

  private static Count answers(RawSocket socket, int times) {
    int passed = 0;
    for (int i = 0; i < times; i++) {
      RawFrame frame = socket.readUntil(RawFrame.TEXT, RawFrame.CLOSE);
      if (frame.opcode() == RawFrame.CLOSE) { // on a slow machine it has gone on for too long
        assertThat(frame.closed()).isEqualTo(new Closed(1008, "rate-limit-abuse"));
        break;
      }
      String answer = frame.text();
      assertThat(answer).containsAnyOf("\"pong\"", "\"rate-limited\"");
      passed += answer.contains("\"pong\"") ? 1 : 0;
    }
    return new Count(passed, times - passed);
  }

  private static Count burst(List<RawSocket> sockets, int each) {
    sockets.forEach(socket -> ping(socket, each));
    return sockets.stream()
        .map(socket -> answers(socket, each))
        .reduce(new Count(0, 0), Count::plus);
  }

  /** At most a burst at once, and so many a second since. */
  private static void assertWithin(
      Supplier<Count> sending, int burst, int commandsPerSecond, int least) {
    long before = System.nanoTime();
    Count count = sending.get();
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(count.passed())
        .as("passed within %s", took)
        .isLessThanOrEqualTo((int) (burst + 1 + commandsPerSecond * took.toMillis() / 1000.0))
        .isGreaterThanOrEqualTo(least);
    assertThat(count.refused()).isPositive();
  }

  private static double refused(GatewayServer server, String by) {
    return Metrics.sum(server, "parley_rate_shared_refused_total", "by=\"" + by + "\"");
  }

  @Test
  void severalSessionsOfAUserMaySendAsMuchAsThree() {
    double before = refused(SharedGateway.get(), "user");
    String ada = Visitors.unique("ada");
    List<RawSocket> sessions = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      sessions.add(user(ada));
    }
    assertWithin(() -> burst(sessions, BURST), 3 * BURST, 60, 3 * BURST);
    assertThat(refused(SharedGateway.get(), "user")).isGreaterThan(before);
  }

  @Test
  void whoComesBackGoesOnWhereTheLastSessionWas() {
    String ada = Visitors.unique("ada");
    assertWithin(
        () -> {
          Count all = new Count(0, 0);
          for (int i = 0; i < 15; i++) {
            RawSocket session = user(ada);
            ping(session, BURST);
            all = all.plus(answers(session, BURST));
            session.drop();
          }
          return all;
        },
        3 * BURST,
        60,
        3 * BURST);
  }

  @Test
  void oneUsersHasteIsNotAnothersWait() {
    String ada = Visitors.unique("ada");
    List<RawSocket> sessions = List.of(user(ada), user(ada), user(ada), user(ada));
    burst(sessions, 2 * BURST);
    assertThat(burst(List.of(user(Visitors.unique("ben"))), BURST).refused()).isZero();
  }

  /** As many guests as they like: for each a new name, which is another user. */
  @Test
  void manyUsersOfAnAddressShareWhatItHas() {
    double before = refused(QuickGateway.get(), "address");
    List<RawSocket> guests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      guests.add(guest(quick));
    }
    assertWithin(() -> burst(guests, 400), 4 * 400, 4 * 200, 400);
    assertThat(refused(QuickGateway.get(), "address")).isGreaterThan(before);
  }
}
