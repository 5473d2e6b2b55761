package dev.parley.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What a client is told of JSON that was refused: the offending and the expected value, none of the
 * parser's own hints, and nothing that could not be shown. Pure and safe for use by any thread.
 */
public final class JsonRefusal {
  private static final int SHOWN = 64;

  private JsonRefusal() {}

  /** Why a text is not one JSON value within the bounds, of what is called {@code subject}. */
  public static String malformed(String subject, Exception refused) {
    if (refused instanceof StreamConstraintsException tooMuch) {
      return subject + " passes a bound: " + ownWords(tooMuch);
    } else if (refused instanceof StreamReadException notJson) {
      return subject + " is not JSON: " + shown(ownWords(notJson));
    } else if (refused instanceof NumberFormatException) {
      return subject + " passes a bound: an exponent is beyond 2147483647";
    }
    return subject + " is more than one JSON object";
  }

  /** What the parser says, without its hints to the programmer and without half a character. */
  private static String ownWords(JacksonException failure) {
    return String.valueOf(failure.getOriginalMessage())
        .replaceAll(" \\('[\\ud800-\\udfff]' \\(code [^)]*\\)\\)", "")
        .replaceAll(", from `[^`]*`|: enable `.*|: maybe a .*", "");
  }

  /** Where the refused value stands, as {@code to.rooms[2]}; empty for the whole. */
  public static String path(JacksonException refused) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : refused.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  /** What was expected there, and what {@code data} has. */
  public static String expectation(JacksonException refused, JsonNode data) {
    if (refused instanceof FieldRefusal) {
      return refused.getOriginalMessage();
    } else if (refused instanceof UnrecognizedPropertyException) {
      return "must not be given: there is no such field";
    }
    JsonNode found = data;
    for (JacksonException.Reference step : refused.getPath()) {
      found =
          step.getPropertyName() == null
              ? found.path(step.getIndex())
              : found.path(step.getPropertyName());
    }
    return "must be " + WireJson.expected(expectedType(refused)) + ", was " + kind(found);
  }

  private static @Nullable Class<?> expectedType(JacksonException refused) {
    if (refused instanceof InputCoercionException tooBig) {
      return tooBig.getTargetType();
    }
    return refused instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
  }

  /** A value as it is named to the client. */
  public static String kind(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    } else if (value.isString()) {
      return shown(value.asString());
    } else if (value.isContainer()) {
      return value.isArray() ? "an array" : "an object";
    }
    return value.toString();
  }

  /** Part of the client's own text, quoted, harmless wherever it is shown. */
  public static String shown(String text) {
    StringBuilder line = new StringBuilder(SHOWN + 4).append('"');
    text.codePoints().limit(SHOWN).map(c -> isPlain(c) ? c : 0xfffd).forEach(line::appendCodePoint);
    return line.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"").toString();
  }

  private static boolean isPlain(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE
        && codePoint != 0x2028
        && codePoint != 0x2029;
  }
}
