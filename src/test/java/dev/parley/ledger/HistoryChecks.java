package dev.parley.ledger;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What history has. Stateless. */
final class HistoryChecks {
  private HistoryChecks() {}

  static List<String> gaps(Books books) {
    List<String> gaps = new ArrayList<>();
    books
        .history()
        .forEach(
            (room, log) -> {
              long expected = 1;
              for (Kept kept : log) {
                if (kept.seq() != expected) {
                  gaps.add(
                      "%s has %d (%s) where %d belongs"
                          .formatted(room, kept.seq(), kept.id(), expected));
                }
                expected = kept.seq() + 1;
              }
            });
    return gaps;
  }

  static List<String> twice(Books books) {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    books
        .history()
        .forEach(
            (room, log) ->
                log.stream()
                    .filter(kept -> !seen.add(kept.id()))
                    .forEach(
                        kept ->
                            twice.add("%s again at %s/%d".formatted(kept.id(), room, kept.seq()))));
    return twice;
  }

  static List<String> neverSent(Books books) {
    Set<String> sent = books.sendings().stream().map(Sending::id).collect(toSet());
    List<String> unknown = new ArrayList<>();
    books
        .history()
        .forEach(
            (room, log) ->
                log.stream()
                    .filter(kept -> !sent.contains(kept.id()))
                    .forEach(
                        kept -> unknown.add("%s at %s/%d".formatted(kept.id(), room, kept.seq()))));
    return unknown;
  }
}
