package dev.parley.protocol;

/**
 * Any JSON value that clients pass to each other, as the text of one valid JSON value; the server
 * does not look inside.
 */
public record Payload(String json) {
  public static final Payload NULL = new Payload("null");
}
