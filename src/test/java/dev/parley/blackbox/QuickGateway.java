package dev.parley.blackbox;

import dev.parley.testkit.EchoWar;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ReverseProxy;
import dev.parley.testkit.ServerOptions;
import dev.parley.testkit.SharedGateway;

/**
 * One more server for all tests of a JVM: as the shared one, but its times are short and its caps
 * are small, so that a test can wait for the one and reach the other. Beside the gateway it has an
 * endpoint that echoes, and it takes compressed frames where the server has a setting for that.
 */
public final class QuickGateway {
  private QuickGateway() {}

  public static GatewayServer get() {
    return Started.SERVER;
  }

  private static ServerOptions options() {
    return SharedGateway.options()
        .withCompression()
        .beside(EchoWar.made())
        .with("parley.identity.origins", "[\"https://chat.example.com\"]")
        .with("parley.http.trusted-proxies", ReverseProxy.ADDRESS)
        .with("parley.session.heartbeat", "1s")
        .with("parley.session.silence", "3s")
        .with("parley.session.auth-timeout", "3s")
        .with("parley.session.token-grace", "2s")
        .with("parley.session.resume", "5s")
        .with("parley.session.per-user", "3")
        .with("parley.session.per-address", "25")
        .with("parley.rate.commands-per-second", "200")
        .with("parley.rate.burst", "400")
        .with("parley.rate.address-sessions", "4")
        .with("parley.rate.abuse-after", "1s")
        .with("parley.rate.waiting", "20")
        .with("parley.room.per-session", "10")
        .with("parley.room.per-node", "30")
        .with("parley.room.announce-up-to", "3")
        .with("parley.room.grace", "2s")
        .with("parley.room.typing", "1s")
        .with(
            "parley.room.policies",
            "[{rooms = \"small:*\", max-members = 2},"
                + " {rooms = \"brief:*\", max-messages = 3},"
                + " {rooms = \"fleeting:*\", history = false},"
                + " {rooms = \"hidden:*\", join = [staff]},"
                + " {rooms = \"closed:*\", create = false}]")
        .with("parley.presence.grace", "2s")
        .with("parley.emit.awaiting", "2")
        .with("parley.emit.answer-bytes", "4KiB")
        .with("parley.history.replay-messages", "20")
        .with("parley.history.retention-every", "1s");
  }

  private static final class Started {
    static final GatewayServer SERVER = GatewayServer.start(options());
  }
}
