package dev.parley.dialect.rest;

import dev.parley.dialect.JsonRefusal;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Violation;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads Parley's own records from JSON, by Parley's strict mapper and not the server's binding, and
 * holds them against their Bean Validation constraints. A body that is too large is read no further
 * than the bound. What it refuses it throws as {@link RefusedException}. Safe for use by any
 * thread; blocks while the body comes.
 */
@Provider
@Priority(1) // before the server's own bindings, which take everything
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class JsonBodyReader implements MessageBodyReader<Object> {
  private static final String BODY = "the body";

  @Inject private Validator validator;
  @Inject private RestLimits limits;

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return JsonBodyWriter.isOurs(type);
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = body.readNBytes(limits.bodyBytes() + 1);
    if (bytes.length > limits.bodyBytes()) {
      throw new RefusedException(tooLarge(limits.bodyBytes()));
    }
    Object read = bind(tree(bytes), type);
    List<Violation> violations =
        validator.validate(read).stream()
            .map(found -> new Violation(found.getPropertyPath().toString(), found.getMessage()))
            .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
            .toList();
    if (!violations.isEmpty()) {
      throw new RefusedException(Detail.invalid(violations));
    }
    return read;
  }

  static Problem tooLarge(int bound) {
    return Problem.of(413, "the body must have at most " + bound + " bytes");
  }

  private static JsonNode tree(byte[] bytes) {
    JsonNode tree;
    try {
      tree = RestJson.MAPPER.readTree(bytes);
    } catch (JacksonException | NumberFormatException refused) {
      throw malformed(JsonRefusal.malformed(BODY, refused));
    }
    if (!tree.isObject()) {
      String found = tree.isMissingNode() ? "empty" : JsonRefusal.kind(tree);
      throw malformed("the body must be a JSON object, was " + found);
    }
    return tree;
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(Detail.of(ErrorCode.MALFORMED, message));
  }

  private static Object bind(JsonNode tree, Class<?> type) {
    try {
      return RestJson.MAPPER.treeToValue(tree, type);
    } catch (JacksonException refused) {
      throw new RefusedException(
          Detail.invalid(JsonRefusal.path(refused), JsonRefusal.expectation(refused, tree)));
    }
  }
}
