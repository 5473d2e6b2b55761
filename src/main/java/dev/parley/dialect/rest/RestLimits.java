package dev.parley.dialect.rest;

/**
 * How much a caller of the REST interface may ask for.
 *
 * @param bodyBytes the longest body of a request; past it 413 (1 KiB to 1 MiB)
 * @param requestsPerSecond requests of one API key, or of one user, that are taken each second in
 *     the long run; past them 429 (1 to 1,000,000)
 * @param burst requests that are taken at once after a pause (1 to 10,000,000)
 * @param threads threads that write answers which were waited for (1 to 64)
 */
public record RestLimits(int bodyBytes, int requestsPerSecond, int burst, int threads) {
  public RestLimits {
    require("body-bytes", bodyBytes, 1024, 1 << 20, "bytes");
    require("requests-per-second", requestsPerSecond, 1, 1_000_000, "requests");
    require("burst", burst, 1, 10_000_000, "requests");
    require("threads", threads, 1, 64, "threads");
  }

  private static void require(String key, int value, int least, int most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + " " + unit + ", was " + value);
    }
  }
}
