package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.CutProxy;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.RawFrame;
import dev.parley.testkit.wire.RawSocket;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Coming back to a session that is gone, or was never one's own. */
class ResumeGoneIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @RegisterExtension final Visitors visitors = new Visitors(SharedGateway::get);

  private final CutProxy proxy = visitors.closing(CutProxy.before(SharedGateway.get().wsUri()));
  private final String room = Visitors.unique("room");
  private final Returning ben = new Returning(visitors, Visitors.unique("ben"));

  @Test
  void theSessionOfAnotherUserIsNotGivenAndStaysWithItsOwn() {
    WireClient first = ben.enter(proxy.uri());
    proxy.cut();
    first.awaitClose();

    new Returning(visitors, Visitors.unique("mallory")).comeBack(proxy.uri(), first, false);
    ben.comeBack(proxy.uri(), first, true);
  }

  @Test
  void aSessionGoesOnOnce() {
    WireClient first = ben.enter(proxy.uri());
    Visitors.join(first, room);
    proxy.cut();
    WireClient second = ben.comeBack(proxy.uri(), first, true);
    second.event("room:resumed");
    second.close();
    awaitUnknown(ben.user());

    ben.comeBack(proxy.uri(), second, false).assertNothingLeft();
  }

  /** Until the server has seen that the user's connection has ended. */
  private void awaitUnknown(String user) {
    WireClient ada = visitors.user(Visitors.unique("ada"), "admin");
    Map<String, Object> knock = Map.of("to", Map.of("user", user), "event", "knock");
    await().until(() -> ada.ask("emit", knock).path("delivered").intValue() == 0);
  }

  /** How a connection may end. */
  enum End {
    RESET(true),
    END_OF_STREAM(true),
    CLOSE_1000(true, 1000, ""),
    CLOSE_1002(true, 1002, "protocol-error"),
    CLOSE_1000_BYE(false, 1000, "bye"),
    CLOSE_1001(false, 1001, "");

    final boolean comesBack;
    private final byte[] close;

    End(boolean comesBack) {
      this.comesBack = comesBack;
      this.close = new byte[0];
    }

    End(boolean comesBack, int code, String reason) {
      this.comesBack = comesBack;
      byte[] words = reason.getBytes(StandardCharsets.UTF_8);
      this.close = new byte[2 + words.length];
      close[0] = (byte) (code >> 8);
      close[1] = (byte) code;
      System.arraycopy(words, 0, close, 2, words.length);
    }

    void happen(RawSocket socket) {
      if (this == RESET) {
        socket.drop();
      } else if (this == END_OF_STREAM) {
        socket.close();
      } else {
        socket.send(RawFrame.CLOSE, close);
        socket.awaitClose();
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoClosedForGoodDoesNotComeBackAndWhoeverElseDoes(End end) {
    RawSocket guest = visitors.bareGuest("Gus");
    JsonNode welcome = JSON.readTree(guest.readUntil(RawFrame.TEXT).text()).path("data");

    end.happen(guest);
    awaitUnknown(welcome.path("user").path("id").stringValue());

    WireClient again = visitors.stranger();
    JsonNode ack =
        again.ask(
            "auth",
            Map.of(
                "token", welcome.path("guestToken").stringValue(),
                "resume", Returning.resume(welcome.path("sessionId").stringValue())));
    assertThat(ack.path("resumed").booleanValue()).isEqualTo(end.comesBack);
  }

  @Test
  void whoComesBackTooLateGetsANewSessionAndIsKnownToBeSilentThen() {
    GatewayServer quick = QuickGateway.get();
    String admin = SignedTokens.of(Visitors.unique("ada"), "Ada", "admin");
    WireClient ada = visitors.closing(WireClient.to(quick.wsUri()).bearer(admin).enter());
    CutProxy line = visitors.closing(CutProxy.before(quick.wsUri()));
    WireClient first = ben.enter(line.uri());
    long before = System.nanoTime();
    String asked =
        ada.send(
            "emit",
            Map.of("to", Map.of("user", ben.user()), "event", "vote", "ackWithinMs", 60_000));
    first.event("event");
    line.cut();

    JsonNode answers = ada.answer(asked).path("data");
    assertThat(answers.path("silent"))
        .singleElement()
        .satisfies(s -> assertThat(s.path("clientId").stringValue()).isEqualTo(first.clientId()));
    assertThat(System.nanoTime() - before).isGreaterThan(5_000_000_000L);
    WireClient again = ben.comeBack(line.uri(), first, false);
    again.assertNothingLeft();
  }

  @Test
  void whereItIsSwitchedOffNobodyComesBack() {
    try (GatewayServer without =
            GatewayServer.start(SharedGateway.options().with("parley.session.resume", "0s"));
        CutProxy line = CutProxy.before(without.wsUri())) {
      WireClient first = ben.enter(line.uri());
      assertThat(first.welcomed().path("limits").path("resumeMs").longValue()).isZero();
      Visitors.join(first, room);
      line.cut();

      ben.comeBack(line.uri(), first, false).assertNothingLeft();
    }
  }
}
