package dev.parley.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that one receiver was told of one room, over all its connections.
 *
 * @param held what each message says by what the receiver was told last, since the last gap
 */
record Reception(String receiver, String room, List<Step> steps, Map<Long, String> held) {
  Reception {
    steps = List.copyOf(steps);
    held = Map.copyOf(held);
  }

  /** Of one that was told of no change. */
  Reception(String receiver, String room, List<Step> steps) {
    this(receiver, room, steps, heard(steps));
  }

  /** Which message stood at each place that it heard; the later one where a place came twice. */
  Map<Long, String> heard() {
    return heard(steps);
  }

  private static Map<Long, String> heard(List<Step> steps) {
    Map<Long, String> heard = new TreeMap<>();
    for (Step step : steps) {
      if (step.kind() == Step.Kind.HEARD) {
        heard.put(step.seq(), step.text());
      }
    }
    return heard;
  }

  /** Whether it was owed the message of this place: it had begun, and was announced no gap. */
  boolean isOwed(long seq) {
    long position = Long.MAX_VALUE;
    for (Step step : steps) {
      boolean passes = position < seq && seq <= step.seq();
      if (passes) {
        return step.kind() != Step.Kind.GAP;
      }
      position = step.seq();
    }
    return position < seq;
  }

  /** The place up to which it knows the room; -1 where it never got in. */
  long position() {
    return steps.isEmpty() ? -1 : steps.get(steps.size() - 1).seq();
  }
}
