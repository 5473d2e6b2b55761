package dev.parley.ledger;

import java.util.Set;

/** Who is connected to a room, and who is there by the server's word. */
record Presence(Set<String> connected, Set<String> told) {
  Presence {
    connected = Set.copyOf(connected);
    told = Set.copyOf(told);
  }

  boolean isRight() {
    return connected.equals(told);
  }
}
