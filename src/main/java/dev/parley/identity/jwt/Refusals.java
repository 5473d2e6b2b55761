package dev.parley.identity.jwt;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;

/** How tokens are refused: as one error, in a sentence that repeats nothing of the token. */
final class Refusals {
  private Refusals() {}

  static <T> Outcome<T> refuse(String sentence) {
    return Outcome.rejected(ErrorCode.UNAUTHENTICATED, sentence);
  }
}
