package dev.parley.dialect.rest;

/**
 * How much one user of the console may ask for, apart from what other callers may.
 *
 * @param requestsPerSecond requests that are taken each second in the long run; past them 429 (1 to
 *     10,000)
 * @param burst requests that are taken at once after a pause (1 to 100,000)
 */
public record ConsoleRates(int requestsPerSecond, int burst) {
  public ConsoleRates {
    require("requests-per-second", requestsPerSecond, 10_000);
    require("burst", burst, 100_000);
  }

  private static void require(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(key + " must be 1 to " + most + " requests, was " + value);
    }
  }
}
