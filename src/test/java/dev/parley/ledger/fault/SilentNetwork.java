package dev.parley.ledger.fault;

import dev.parley.testkit.CutProxy;
import java.time.Duration;

/** A black hole: connections by way of the proxy stay open, and no byte gets through. */
public record SilentNetwork(CutProxy proxy) implements Fault {
  @Override
  public String name() {
    return "silence";
  }

  @Override
  public void inject() {
    proxy.fallSilent();
  }

  @Override
  public void heal() {
    proxy.restore();
  }

  @Override
  public Duration most() {
    return Duration.ofSeconds(6); // longer than a session may be silent
  }
}
