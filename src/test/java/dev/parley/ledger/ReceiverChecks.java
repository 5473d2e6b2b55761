package dev.parley.ledger;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the receivers were told, against senders and history. Stateless. */
final class ReceiverChecks {
  /** As much as is replayed to who comes back, changed messages included. */
  private static final int REPLAYED = 1_000;

  private ReceiverChecks() {}

  static List<String> ackedButNotHeard(Books books) {
    List<String> missed = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      Set<String> heard = new HashSet<>(reception.heard().values());
      for (Sending sending : books.sendings()) {
        if (sending.isAcked()
            && sending.room().equals(reception.room())
            && !heard.contains(sending.id())
            && reception.isOwed(sending.acks().get(0))) {
          missed.add(
              "%s, acked at %s/%d, did not reach %s"
                  .formatted(
                      sending.id(), sending.room(), sending.acks().get(0), reception.receiver()));
        }
      }
    }
    return missed;
  }

  static List<String> silentGaps(Books books) {
    List<String> gaps = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      long position = 0;
      for (Step step : reception.steps()) {
        long expected =
            switch (step.kind()) {
              case HEARD -> position + 1;
              case RECOVERED -> position;
              case BEGAN, GAP -> step.seq(); // it is told where it is
            };
        if (step.seq() > expected) {
          gaps.add(
              "%s in %s was at %d, and then came %s"
                  .formatted(reception.receiver(), reception.room(), position, step));
        }
        position = Math.max(position, step.seq());
      }
    }
    return gaps;
  }

  /** Who comes back is owed what it has missed, unless that is more than is replayed. */
  static List<String> needlessGaps(Books books) {
    List<String> needless = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      long changed = books.changedIn(reception.room());
      long position = 0;
      for (Step step : reception.steps()) {
        boolean isDue =
            step.text().equals("too-far-back") && step.seq() - position + changed > REPLAYED;
        if (step.kind() == Step.Kind.GAP && !isDue) {
          needless.add(
              "%s in %s was at %d, and then came %s"
                  .formatted(reception.receiver(), reception.room(), position, step));
        }
        position = Math.max(position, step.seq());
      }
    }
    return needless;
  }

  static List<String> twice(Books books) {
    List<String> twice = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      Set<String> ids = new HashSet<>();
      long position = -1;
      for (Step step : reception.steps()) {
        boolean heard = step.kind() == Step.Kind.HEARD;
        if (heard && (step.seq() <= position || !ids.add(step.text()))) {
          twice.add(
              "%s in %s was at %d, and then came %s"
                  .formatted(reception.receiver(), reception.room(), position, step));
        }
        position = Math.max(position, step.seq());
      }
    }
    return twice;
  }

  static List<String> otherOrder(Books books) {
    Map<String, Map<Long, String>> logs = new HashMap<>();
    books
        .history()
        .forEach(
            (room, log) ->
                logs.put(room, log.stream().collect(toMap(Kept::seq, Kept::id, (a, b) -> a))));
    List<String> other = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      Map<Long, String> log = logs.getOrDefault(reception.room(), Map.of());
      for (Step step : reception.steps()) {
        if (step.kind() == Step.Kind.HEARD && !step.text().equals(log.get(step.seq()))) {
          other.add(
              "%s heard %s at %s/%d, where history has %s"
                  .formatted(
                      reception.receiver(),
                      step.text(),
                      reception.room(),
                      step.seq(),
                      log.get(step.seq())));
        }
      }
    }
    return other;
  }

  static List<String> otherContent(Books books) {
    List<String> other = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      Map<Long, String> heard = reception.heard();
      for (Kept kept : books.historyOf(reception.room())) {
        String held = reception.held().get(kept.seq());
        boolean sameMessage = heard.getOrDefault(kept.seq(), kept.id()).equals(kept.id());
        if (sameMessage && held != null && !held.equals(kept.content())) {
          other.add(
              "%s ends with '%s' at %s/%d, where history has '%s'"
                  .formatted(
                      reception.receiver(), held, reception.room(), kept.seq(), kept.content()));
        }
      }
    }
    return other;
  }

  static List<String> behind(Books books) {
    List<String> behind = new ArrayList<>();
    for (Reception reception : books.receptions()) {
      List<Kept> log = books.historyOf(reception.room());
      long end = log.isEmpty() ? 0 : log.get(log.size() - 1).seq();
      if (reception.position() != end) {
        behind.add(
            "%s is at %s/%d, history at %d"
                .formatted(reception.receiver(), reception.room(), reception.position(), end));
      }
    }
    return behind;
  }
}
