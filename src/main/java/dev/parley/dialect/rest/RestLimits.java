package dev.parley.dialect.rest;

/**
 * How much a caller of the REST interface may ask for.
 *
 * @param bodyBytes the longest body of a request; past it 413 (1 KiB to 1 MiB)
 */
public record RestLimits(int bodyBytes) {
  public RestLimits {
    if (bodyBytes < 1024 || bodyBytes > 1 << 20) {
      throw new IllegalArgumentException(
          "body-bytes must be 1024 to 1048576 bytes, was " + bodyBytes);
    }
  }
}
