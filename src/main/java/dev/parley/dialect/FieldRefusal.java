package dev.parley.dialect;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A field that is not as the protocol asks; the message is meant for the client. */
final class FieldRefusal extends MismatchedInputException {
  private static final long serialVersionUID = 1L;

  FieldRefusal(JsonParser in, Class<?> type, String message) {
    super(in, message, type);
  }
}
