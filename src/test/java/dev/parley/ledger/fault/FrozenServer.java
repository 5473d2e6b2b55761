package dev.parley.ledger.fault;

import dev.parley.testkit.GatewayServer;
import java.time.Duration;

/** The gateway's process gets SIGSTOP, and SIGCONT: as a machine that swaps or is suspended. */
public record FrozenServer(GatewayServer server) implements Fault {
  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public void inject() {
    server.freeze();
  }

  @Override
  public void heal() {
    server.thaw();
  }

  @Override
  public Duration most() {
    return Duration.ofSeconds(6); // longer than a session may be silent
  }
}
