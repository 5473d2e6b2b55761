package dev.parley.ledger;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the senders were told, against history and receivers. Stateless. */
final class SenderChecks {
  private SenderChecks() {}

  static List<String> undecided(Books books) {
    return books.sendings().stream()
        .filter(sending -> !sending.isAcked() && !sending.refused())
        .map(sending -> sending.id() + " was neither acked nor refused in the end")
        .toList();
  }

  static List<String> undecidedChanges(Books books) {
    return books.sendings().stream()
        .filter(Sending::changing)
        .map(sending -> "a change of " + sending.id() + " was not carried out in the end")
        .toList();
  }

  static List<String> changedOtherwise(Books books) {
    Map<String, String> history = new HashMap<>();
    books.history().values().forEach(log -> log.forEach(k -> history.put(k.id(), k.content())));
    return books.sendings().stream()
        .filter(sending -> !sending.changing())
        .filter(sending -> history.containsKey(sending.id()))
        .filter(sending -> !sending.content().equals(history.get(sending.id())))
        .map(
            sending ->
                "%s says '%s' by its sender's last ack, and '%s' in history"
                    .formatted(sending.id(), sending.content(), history.get(sending.id())))
        .toList();
  }

  static List<String> ackedButNotKept(Books books) {
    Map<String, Map<Long, String>> kept = new HashMap<>();
    books
        .history()
        .forEach(
            (room, log) ->
                kept.put(room, log.stream().collect(toMap(Kept::seq, Kept::id, (a, b) -> a))));
    List<String> lost = new ArrayList<>();
    for (Sending sending : books.sendings()) {
      for (long seq : sending.acks()) {
        String there = kept.getOrDefault(sending.room(), Map.of()).get(seq);
        if (!sending.id().equals(there)) {
          lost.add(
              "%s was acked at %s/%d, where history has %s"
                  .formatted(sending.id(), sending.room(), seq, there));
        }
      }
    }
    return lost;
  }

  static List<String> severalPlaces(Books books) {
    return books.sendings().stream()
        .filter(sending -> Set.copyOf(sending.acks()).size() > 1)
        .map(sending -> sending.id() + " was acked at several places: " + sending.acks())
        .toList();
  }

  static List<String> severalUnderOneKey(Books books) {
    Map<String, String> acked = new HashMap<>();
    List<String> several = new ArrayList<>();
    for (Sending sending : books.sendings()) {
      String other = sending.isAcked() ? acked.putIfAbsent(sending.key(), sending.id()) : null;
      if (other != null) {
        several.add(
            "%s and %s were both acked under the key %s"
                .formatted(other, sending.id(), sending.key()));
      }
    }
    return several;
  }

  /** Senders try it all the time: without a refusal nothing is known of conflicts. */
  static List<String> noConflict(Books books) {
    return books.refusals().containsKey("key-conflict")
        ? List.of()
        : List.of("no other message under a key that was used was refused as `key-conflict`");
  }

  static List<String> refusedButThere(Books books) {
    Set<String> refused =
        books.sendings().stream()
            .filter(sending -> sending.refused() && !sending.isAcked())
            .map(Sending::id)
            .collect(toSet());
    Set<String> there = new HashSet<>();
    books.history().values().forEach(log -> log.forEach(kept -> there.add(kept.id())));
    List<String> wrong = new ArrayList<>();
    refused.stream()
        .filter(there::contains)
        .forEach(id -> wrong.add(id + " was refused, and is in history"));
    for (Reception reception : books.receptions()) {
      reception.heard().values().stream()
          .filter(refused::contains)
          .forEach(id -> wrong.add(id + " was refused, and reached " + reception.receiver()));
    }
    return wrong;
  }

  /** A client repeats what is {@code unavailable}; what is {@code internal} it must give up. */
  static List<String> internalErrors(Books books) {
    long internal = books.refusals().getOrDefault("internal", 0L);
    return internal == 0 ? List.of() : List.of(internal + " answers were `internal`");
  }
}
