package dev.parley.moderation;

import dev.parley.protocol.Detail;

/** What moderation says to something that somebody wants to do. */
public sealed interface Verdict {
  /** Nothing stands against it. */
  Verdict PASSED = new Passed();

  static Verdict refused(Detail detail) {
    return new Refused(detail);
  }

  /** As {@link #PASSED}. */
  record Passed() implements Verdict {}

  /** It may not be done; what the user is told. */
  record Refused(Detail detail) implements Verdict {}
}
