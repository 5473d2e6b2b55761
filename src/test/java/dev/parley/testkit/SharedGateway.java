package dev.parley.testkit;

import dev.parley.testkit.wire.SignedTokens;

/**
 * The one server that all tests of a JVM share, started by the first that asks, stopped when the
 * JVM ends. Guests may come in, and the tokens of {@link SignedTokens}; rooms "private:…" are by
 * invitation, "staff:…" for that role. A test that kills, restarts or reconfigures starts a {@link
 * GatewayServer} of its own; the others choose rooms and names that no other test uses.
 */
public final class SharedGateway {
  private SharedGateway() {}

  public static GatewayServer get() {
    return Started.SERVER;
  }

  /** How it is set; for tests that start one of their own, which differs in a few settings. */
  public static ServerOptions options() {
    return ServerOptions.guests()
        .with("parley.identity.tokens.hs256-secret", SignedTokens.SECRET)
        .with("parley.identity.tokens.audience", SignedTokens.AUDIENCE)
        .with("parley.identity.tokens.clock-skew", "0s")
        .with("parley.console.sign-in.iterations", "1000")
        .with(
            "parley.room.policies",
            "[{rooms = \"private:*\", kind = private}, {rooms = \"staff:*\", join = [staff]}]");
  }

  private static final class Started {
    static final GatewayServer SERVER = GatewayServer.start(options());
  }
}
