package dev.parley.identity.jwt;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;

/** How tokens are refused: as one error, in a sentence that repeats nothing of the token. */
final class Refusals {
  private Refusals() {}

  /** What is thrown while a token is read may repeat it, so it is neither told nor logged. */
  static <T> Outcome<T> noToken() {
    return refuse("the token is no signed JSON Web Token");
  }

  static <T> Outcome<T> refuse(String sentence) {
    return Outcome.rejected(ErrorCode.UNAUTHENTICATED, sentence);
  }
}
