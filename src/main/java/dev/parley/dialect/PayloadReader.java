package dev.parley.dialect;

import dev.parley.protocol.Payload;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads any JSON value as its text, written anew without blanks; numbers keep their value. */
final class PayloadReader extends ValueDeserializer<Payload> {
  @Override
  public Payload deserialize(JsonParser in, DeserializationContext context) {
    try {
      return new Payload(TextReader.wellFormed(context.readTree(in).toString()));
    } catch (IllegalArgumentException refused) {
      throw new FieldRefusal(in, Payload.class, String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public Payload getNullValue(DeserializationContext context) {
    return Payload.NULL;
  }
}
