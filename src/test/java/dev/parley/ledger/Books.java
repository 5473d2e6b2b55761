package dev.parley.ledger;

import java.util.List;
import java.util.Map;

/**
 * Everything that is known when all has healed and drained; what a {@link Check} looks at.
 *
 * @param history what each room's history has, in its order
 * @param refusals how often each error code was the answer to a message
 * @param troubles what did not work when the service was tried afterwards
 */
record Books(
    List<Sending> sendings,
    Map<String, List<Kept>> history,
    List<Reception> receptions,
    Map<String, Presence> presence,
    Map<String, Long> refusals,
    List<String> troubles) {
  Books {
    sendings = List.copyOf(sendings);
    history = Map.copyOf(history);
    receptions = List.copyOf(receptions);
    presence = Map.copyOf(presence);
    refusals = Map.copyOf(refusals);
    troubles = List.copyOf(troubles);
  }

  List<Kept> historyOf(String room) {
    return history.getOrDefault(room, List.of());
  }

  /** How many messages of the room were changed, or may have been. */
  long changedIn(String room) {
    return sendings.stream()
        .filter(sending -> sending.room().equals(room) && sending.mayBeChanged())
        .count();
  }
}
