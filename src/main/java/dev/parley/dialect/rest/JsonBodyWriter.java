package dev.parley.dialect.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Writes Parley's own records as JSON, in the words of the wire and by no binding of the server's.
 * Safe for use by any thread.
 */
@Provider
@Priority(1) // before the server's own bindings, which take everything
@Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
public class JsonBodyWriter implements MessageBodyWriter<Object> {
  private static final String OURS = "dev.parley.";

  static boolean isOurs(Class<?> type) {
    return type.isRecord() && type.getName().startsWith(OURS);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return isOurs(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(RestJson.MAPPER.writeValueAsBytes(value)); // the container closes the stream
  }
}
