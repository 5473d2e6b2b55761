package dev.parley.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What everybody writes down while it happens. Safe for use by any thread; an attempt must be
 * written before the message is sent.
 */
final class Ledger {
  /** Sums, as they are told when the run has ended. */
  record Counts(
      long attempts,
      long messages,
      long acks,
      long refused,
      long unknown,
      long receipts,
      long recovered,
      Map<String, Long> gaps) {}

  private static final class Line {
    final String room;
    final List<Long> acks = new ArrayList<>(1);
    boolean refused;

    Line(String room) {
      this.room = room;
    }
  }

  private record Listening(String receiver, String room) {}

  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<Listening, List<Step>> steps = new HashMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private long attempts;
  private long unknown;

  /** It is about to be sent, for the first time or again. */
  synchronized void attempt(String id, String room) {
    attempts++;
    lines.computeIfAbsent(id, i -> new Line(room)).refused = false;
  }

  synchronized void acked(String id, long seq) {
    line(id).acks.add(seq);
  }

  /** It was refused; counts as its fate until it is attempted again. */
  synchronized void refused(String id, String code) {
    line(id).refused = true;
    refusals.merge(code, 1L, Long::sum);
  }

  /** No answer came. */
  synchronized void unknown(String id) {
    line(id);
    unknown++;
  }

  private Line line(String id) {
    Line line = lines.get(id);
    if (line == null) {
      throw new IllegalStateException(id + " was never attempted");
    }
    return line;
  }

  synchronized void step(String receiver, String room, Step step) {
    steps.computeIfAbsent(new Listening(receiver, room), l -> new ArrayList<>()).add(step);
  }

  synchronized long acks() {
    return lines.values().stream().mapToLong(line -> line.acks.size()).sum();
  }

  synchronized List<Sending> sendings() {
    List<Sending> all = new ArrayList<>();
    lines.forEach((id, line) -> all.add(new Sending(id, line.room, line.acks, line.refused)));
    return all;
  }

  synchronized List<Reception> receptions() {
    List<Reception> all = new ArrayList<>();
    steps.forEach((who, told) -> all.add(new Reception(who.receiver(), who.room(), told)));
    return all;
  }

  synchronized Map<String, Long> refusals() {
    return Map.copyOf(refusals);
  }

  synchronized Counts counts() {
    Map<Step.Kind, Long> kinds = new HashMap<>();
    Map<String, Long> gaps = new TreeMap<>();
    for (List<Step> told : steps.values()) {
      for (Step step : told) {
        kinds.merge(step.kind(), 1L, Long::sum);
        if (step.kind() == Step.Kind.GAP) {
          gaps.merge(step.text(), 1L, Long::sum);
        }
      }
    }
    return new Counts(
        attempts,
        lines.size(),
        lines.values().stream().mapToLong(line -> line.acks.size()).sum(),
        refusals.values().stream().mapToLong(Long::longValue).sum(),
        unknown,
        kinds.getOrDefault(Step.Kind.HEARD, 0L),
        kinds.getOrDefault(Step.Kind.RECOVERED, 0L),
        gaps);
  }
}
