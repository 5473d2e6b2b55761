package dev.parley.dialect;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads what is a string on the wire, and nothing else as one. A self-validating identifier's own
 * complaint is what the client is told.
 */
final class TextReader<T> extends ValueDeserializer<T> {
  private final Class<T> type;
  private final Function<String, T> read;

  TextReader(Class<T> type, Function<String, T> read) {
    this.type = type;
    this.read = read;
  }

  @Override
  public T deserialize(JsonParser in, DeserializationContext context) {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw MismatchedInputException.from(in, String.class, "no string");
    }
    try {
      return read.apply(in.getString());
    } catch (IllegalArgumentException refused) {
      throw new FieldRefusal(in, type, String.valueOf(refused.getMessage()));
    }
  }

  /**
   * The text, if it is well-formed; half a surrogate pair cannot be written as UTF-8, and would
   * break the connection of whoever gets it.
   */
  static String wellFormed(String text) {
    if (text.codePoints().anyMatch(TextReader::isSurrogate)) {
      throw new IllegalArgumentException("must be text without half a surrogate pair");
    }
    return text;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
