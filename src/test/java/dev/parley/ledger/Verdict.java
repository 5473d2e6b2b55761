package dev.parley.ledger;

import java.util.ArrayList;
import java.util.List;

/** Which promises the books break, and by what. */
record Verdict(List<String> broken) {
  private static final int SHOWN = 20;

  static Verdict of(Books books) {
    List<String> broken = new ArrayList<>();
    for (Check check : Check.values()) {
      List<String> violations = check.violations(books);
      if (!violations.isEmpty()) {
        broken.add(
            "%s: %d violations, the first: %s"
                .formatted(
                    check,
                    violations.size(),
                    String.join("; ", violations.subList(0, Math.min(SHOWN, violations.size())))));
      }
    }
    return new Verdict(List.copyOf(broken));
  }
}
