package dev.parley.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Any JSON value that clients pass to each other, as the text of one valid JSON value; the server
 * does not look inside.
 */
public record Payload(String json) {
  public static final Payload NULL = new Payload("null");

  /** How long it is, in bytes of UTF-8. */
  public int bytes() {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }
}
