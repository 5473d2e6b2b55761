package dev.parley.testkit;

/**
 * The one server that all tests of a JVM share, started by the first that asks, stopped when the
 * JVM ends. Guests may come in. A test that kills, restarts or reconfigures starts a {@link
 * GatewayServer} of its own; the others choose rooms and names that no other test uses.
 */
public final class SharedGateway {
  private SharedGateway() {}

  public static GatewayServer get() {
    return Started.SERVER;
  }

  private static final class Started {
    static final GatewayServer SERVER = GatewayServer.start(ServerOptions.guests());
  }
}
