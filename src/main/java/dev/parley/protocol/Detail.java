package dev.parley.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an error says: a code for the client, a sentence for people, and where they help, how long
 * to wait (milliseconds) and which fields are wrong.
 */
public record Detail(
    ErrorCode code, String message, @Nullable Long retryAfterMs, List<Violation> violations) {
  /** After how long what is unavailable is worth another try, where nobody knows better. */
  private static final long TRY_AGAIN_AFTER_MS = 1_000;

  public Detail {
    violations = List.copyOf(violations);
  }

  public static Detail of(ErrorCode code, String message) {
    Long retryAfterMs = code == ErrorCode.UNAVAILABLE ? Long.valueOf(TRY_AGAIN_AFTER_MS) : null;
    return new Detail(code, message, retryAfterMs, List.of());
  }

  public static Detail invalid(List<Violation> violations) {
    return new Detail(ErrorCode.INVALID, "the data is not as the protocol asks", null, violations);
  }

  public static Detail invalid(String path, String message) {
    return invalid(List.of(new Violation(path, message)));
  }

  public static Detail rateLimited(long retryAfterMs) {
    return new Detail(
        ErrorCode.RATE_LIMITED,
        "too many commands, wait " + retryAfterMs + " ms",
        retryAfterMs,
        List.of());
  }
}
