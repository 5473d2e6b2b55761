package dev.parley.autobahn;

import java.util.List;
import java.util.stream.Stream;

/** The cases of the suite that need no compression: its sections 1 to 7, 9 and 10. */
final class Cases {
  private Cases() {}

  static List<Case> all() {
    return Stream.of(
            FramingCases.all(),
            FragmentCases.all(),
            Utf8Cases.all(),
            CloseCases.all(),
            LimitCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
