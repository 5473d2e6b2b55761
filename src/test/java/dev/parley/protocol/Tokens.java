package dev.parley.protocol;

import java.time.Duration;
import java.util.List;

/** Makes the tokens that golden conversations ask for, as the server under test takes them. */
public interface Tokens {
  /** A token that the server accepts. */
  String accepted(String subject, String name, List<String> roles, Duration expiresIn);

  /**
   * A token that proves nothing.
   *
   * @param why {@code forged}, {@code expired}, {@code unsigned} or {@code other-audience}
   */
  String refused(String why);
}
