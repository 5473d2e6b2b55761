package dev.parley.pipeline;

import java.time.Duration;

/**
 * How fast a session may send commands, and all of a user's, and all from an address.
 *
 * @param commandsPerSecond commands that are taken each second in the long run; past them {@code
 *     rate-limited} (1 to 1,000,000)
 * @param burst commands that are taken at once after a pause (1 to 10,000,000)
 * @param typingShare how many typing commands cost as much as one other (1 to 100)
 * @param abuseAfter for how long a client may go on before the time is over that it was told to
 *     wait, no second without a refusal; then 1008 (1 s or more)
 * @param waiting frames that may wait behind a join; past them {@code unavailable} (1 to 10,000)
 * @param waitingBytes bytes that these frames may have together; past them {@code unavailable} (1
 *     KiB to 64 MiB)
 * @param userSessions as many sessions' worth all sessions of a user may send together; past it
 *     {@code rate-limited} (0, without a bound, to 1,000,000)
 * @param addressSessions as many sessions' worth all sessions from an address may send together,
 *     attempts to connect counted; past it {@code rate-limited}, and 429 for an attempt (0, without
 *     a bound, to 1,000,000)
 * @param remembered users, and addresses, of whom it is remembered what they have sent; past it the
 *     least used is forgotten (1 to 10,000,000)
 */
public record RateLimits(
    int commandsPerSecond,
    int burst,
    int typingShare,
    Duration abuseAfter,
    int waiting,
    long waitingBytes,
    int userSessions,
    int addressSessions,
    int remembered) {
  public RateLimits {
    require("commands-per-second", commandsPerSecond, 1, 1_000_000, "commands");
    require("burst", burst, 1, 10_000_000, "commands");
    require("typing-share", typingShare, 1, 100, "commands");
    if (abuseAfter.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "abuse-after must be 1000 ms or more, was " + abuseAfter.toMillis() + " ms");
    }
    require("waiting", waiting, 1, 10_000, "frames");
    require("waiting-bytes", waitingBytes, 1024, 64 << 20, "bytes");
    require("user-sessions", userSessions, 0, 1_000_000, "sessions");
    require("address-sessions", addressSessions, 0, 1_000_000, "sessions");
    require("remembered", remembered, 1, 10_000_000, "users or addresses");
  }

  private static void require(String key, long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + " " + unit + ", was " + value);
    }
  }
}
