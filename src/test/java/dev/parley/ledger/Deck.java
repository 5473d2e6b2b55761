package dev.parley.ledger;

import dev.parley.ledger.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The faults in a random order, each once before any comes again. One thread. */
final class Deck {
  private final List<Fault> faults;
  private final Random random;
  private final Deque<Fault> left = new ArrayDeque<>();

  private Deck(List<Fault> faults, Random random) {
    this.faults = faults;
    this.random = random;
  }

  /** Those of the faults that are named, all where none is; fails at a name that is not there. */
  static Deck of(List<Fault> there, List<String> names, Random random) {
    List<String> known = there.stream().map(Fault::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "ledger.faults has '%s'; with this database expected some of %s"
                .formatted(name, known));
      }
    }
    return new Deck(
        there.stream().filter(f -> names.isEmpty() || names.contains(f.name())).toList(), random);
  }

  int size() {
    return faults.size();
  }

  Fault next() {
    if (left.isEmpty()) {
      List<Fault> shuffled = new ArrayList<>(faults);
      Collections.shuffle(shuffled, random);
      left.addAll(shuffled);
    }
    return left.remove();
  }

  void healAll() {
    faults.forEach(Fault::heal);
  }
}
