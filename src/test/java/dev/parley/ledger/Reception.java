package dev.parley.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that one receiver was told of one room, over all its connections. */
record Reception(String receiver, String room, List<Step> steps) {
  Reception {
    steps = List.copyOf(steps);
  }

  /** Where each message stood that it heard; the later one where a place came twice. */
  Map<Long, String> heard() {
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
