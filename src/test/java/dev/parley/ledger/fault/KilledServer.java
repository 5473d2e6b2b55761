package dev.parley.ledger.fault;

import dev.parley.testkit.GatewayServer;
import java.time.Duration;

/** The gateway's process gets SIGKILL, and is started again on the same database. */
public record KilledServer(GatewayServer server) implements Fault {
  @Override
  public String name() {
    return "kill";
  }

  @Override
  public void inject() {
    server.kill9();
  }

  @Override
  public void heal() {
    if (!server.isAlive()) {
      server.restart();
    }
  }

  @Override
  public Duration most() {
    return Duration.ofMillis(200); // the start takes long enough
  }
}
