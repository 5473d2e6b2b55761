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
      long changes,
      long receipts,
      long recovered,
      long resumed,
      Map<String, Long> gaps) {}

  private static final class Line {
    final String room;
    final String key;
    final List<Long> acks = new ArrayList<>(1);
    boolean refused;
    String content;
    boolean changing;

    Line(String id, String room, String key) {
      this.room = room;
      this.key = key;
      this.content = id;
    }
  }

  private record Listening(String receiver, String room) {}

  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<Listening, List<Step>> steps = new HashMap<>();
  private final Map<Listening, Map<Long, String>> held = new HashMap<>();
  private final Map<String, Map<Long, String>> ids = new HashMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private long attempts;
  private long unknown;
  private long changes;
  private long resumed;

  /** It is about to be sent under the key, for the first time or again. */
  synchronized void attempt(String id, String room, String key) {
    attempts++;
    lines.computeIfAbsent(id, i -> new Line(id, room, key)).refused = false;
  }

  synchronized void acked(String id, long seq) {
    Line line = line(id);
    line.acks.add(seq);
    ids.computeIfAbsent(line.room, room -> new HashMap<>()).putIfAbsent(seq, id);
  }

  /** The id of the message that was acked at this place; of one that says nothing any more. */
  synchronized String idAt(String room, long seq) {
    return ids.getOrDefault(room, Map.of()).getOrDefault(seq, "unknown");
  }

  /** It is about to be edited or deleted. */
  synchronized void changing(String id) {
    line(id).changing = true;
  }

  /** The change was acked: now it says this. */
  synchronized void changed(String id, String content) {
    Line line = line(id);
    line.changing = false;
    line.content = content;
    changes++;
  }

  synchronized void changeRefused(String code) {
    refusals.merge(code, 1L, Long::sum);
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

  /** A receiver was told what the message at this place says now. */
  synchronized void holds(String receiver, String room, long seq, String content) {
    held.computeIfAbsent(new Listening(receiver, room), l -> new HashMap<>()).put(seq, content);
  }

  /** A receiver was told that it missed something: what it held may have changed meanwhile. */
  synchronized void holdsNothing(String receiver, String room) {
    held.remove(new Listening(receiver, room));
  }

  /** A session that was cut off goes on. */
  synchronized void resumed() {
    resumed++;
  }

  synchronized void step(String receiver, String room, Step step) {
    steps.computeIfAbsent(new Listening(receiver, room), l -> new ArrayList<>()).add(step);
  }

  synchronized long acks() {
    return lines.values().stream().mapToLong(line -> line.acks.size()).sum();
  }

  synchronized List<Sending> sendings() {
    List<Sending> all = new ArrayList<>();
    lines.forEach(
        (id, line) ->
            all.add(
                new Sending(
                    id,
                    line.room,
                    line.key,
                    line.acks,
                    line.refused,
                    line.content,
                    line.changing)));
    return all;
  }

  synchronized List<Reception> receptions() {
    List<Reception> all = new ArrayList<>();
    steps.forEach(
        (who, told) ->
            all.add(
                new Reception(who.receiver(), who.room(), told, held.getOrDefault(who, Map.of()))));
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
        changes,
        kinds.getOrDefault(Step.Kind.HEARD, 0L),
        kinds.getOrDefault(Step.Kind.RECOVERED, 0L),
        resumed,
        gaps);
  }
}
