package dev.parley.dialect.rest;

import dev.parley.dialect.WireJson;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The protocol's JSON as this dialect takes it: as strict as elsewhere, and without fields that
 * nobody knows, since a service that sends one expects something of it. Safe for use by any thread.
 */
final class RestJson {
  static final JsonMapper MAPPER =
      WireJson.mapper().rebuild().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private RestJson() {}
}
