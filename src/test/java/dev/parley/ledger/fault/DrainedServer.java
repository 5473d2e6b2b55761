package dev.parley.ledger.fault;

import static org.awaitility.Awaitility.await;

import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.wire.Operator;
import java.time.Duration;

/** The gateway is drained under load and stopped by SIGTERM, as for an upgrade, and restarted. */
public record DrainedServer(GatewayServer server) implements Fault {
  @Override
  public String name() {
    return "drain";
  }

  @Override
  public void inject() {
    Operator.drain(server.wsUri());
    await().atMost(Duration.ofSeconds(20)).until(() -> Operator.isDrained(server.wsUri()));
    server.stop();
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
