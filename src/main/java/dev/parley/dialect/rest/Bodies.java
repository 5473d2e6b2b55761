package dev.parley.dialect.rest;

import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A request without a body comes to a resource as null. */
final class Bodies {
  private Bodies() {}

  /** The body; throws {@link RefusedException} where there is none. */
  static <T> T given(@Nullable T body) {
    if (body == null) {
      throw new RefusedException(
          Detail.of(ErrorCode.MALFORMED, "the body must be a JSON object, was empty"));
    }
    return body;
  }
}
