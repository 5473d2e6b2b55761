package dev.parley.ledger.fault;

import java.time.Duration;

/** One thing that goes wrong. Used by one thread; both methods return when it has happened. */
public interface Fault {
  /** As it is chosen by {@code -Dledger.faults}. */
  String name();

  /** What the figures call it. */
  default String told() {
    return name();
  }

  void inject();

  /** All is as before; harmless where nothing was injected. */
  void heal();

  /** How long it lasts at most, between the two. */
  default Duration most() {
    return Duration.ofSeconds(4);
  }
}
