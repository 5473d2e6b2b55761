package dev.parley.ledger.fault;

import dev.parley.testkit.CutProxy;

/** All connections by way of the proxy break, and new ones as soon as they come. */
public record CutConnections(CutProxy proxy) implements Fault {
  @Override
  public String name() {
    return "cut";
  }

  @Override
  public void inject() {
    proxy.cutAndStayDown();
  }

  @Override
  public void heal() {
    proxy.restore();
  }
}
