package dev.parley.testkit;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a container itself, not Parley, does otherwise than a test wants: the only place that says
 * so. {@link Deviations} holds each to it.
 */
enum Deviation {
  LIBERTY_DECODES_EACH_FRAGMENT(
      OpenLiberty.NAME,
      "BadFrameIT.aMessageMayComeInFragmentsThatSplitItsCharacters",
      "Open Liberty decodes each fragment of a text by itself, and closes with 1007 where one ends"
          + " within a character; RFC 6455, section 5.6, allows that");

  private final String server;
  private final String test;
  private final String reason;

  /**
   * @param test {@code Class.method}, or {@code Class.name} of a dynamic test
   */
  Deviation(String server, String test, String reason) {
    this.server = server;
    this.test = test;
    this.reason = reason;
  }

  /** That of a test on a server, if there is one. */
  static Optional<Deviation> of(String server, String test) {
    return Arrays.stream(values())
        .filter(each -> each.server.equals(server) && each.test.equals(test))
        .findFirst();
  }

  String reason() {
    return reason;
  }
}
