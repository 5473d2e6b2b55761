package dev.parley.dialect.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;

/** {@code GET api/openapi.yaml}: what there is, as OpenAPI 3.1 (media type: RFC 9512). */
@Path("openapi.yaml")
@ForAnybody
@ApplicationScoped
public class OpenApiResource {
  private static final String DOCUMENT = "openapi.yaml";

  @GET
  @Produces("application/yaml")
  public byte[] document() throws IOException {
    try (InputStream document = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
      if (document == null) {
        throw new IllegalStateException(DOCUMENT + " is not in the WAR");
      }
      return document.readAllBytes();
    }
  }
}
