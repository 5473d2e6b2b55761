package dev.parley.identity.account;

import java.time.Duration;

/**
 * How fast passwords may be tried, and for how long a sign-in counts.
 *
 * @param attempts failures in a row from one address; past it {@code rate-limited} (1 to 1,000)
 * @param attemptEvery after how long an address has one more (1 s to 1 h)
 * @param iterations of PBKDF2-HMAC-SHA-256 over a password that somebody chooses from now on (1,000
 *     to 10,000,000)
 * @param waiting passwords that may wait to be checked, one after the other; past it {@code
 *     unavailable} (1 to 1,000)
 * @param idle past it without a request a sign-in has ended (1 min to 24 h)
 * @param longest past it a sign-in has ended in any case (1 min to 7 d)
 * @param perUser sign-ins of one user; past it the least used ends (1 to 1,000)
 * @param perNode sign-ins of all users; past it the least used ends (1 to 100,000)
 */
public record SignInLimits(
    int attempts,
    Duration attemptEvery,
    int iterations,
    int waiting,
    Duration idle,
    Duration longest,
    int perUser,
    int perNode) {
  public SignInLimits {
    require("attempts", attempts, 1, 1_000, "failures");
    require("attempt-every", attemptEvery.toMillis(), 1_000, 3_600_000, "ms");
    require("iterations", iterations, 1_000, 10_000_000, "iterations");
    require("waiting", waiting, 1, 1_000, "passwords");
    require("idle", idle.toMillis(), 60_000, 86_400_000, "ms");
    require("longest", longest.toMillis(), 60_000, 604_800_000, "ms");
    require("per-user", perUser, 1, 1_000, "sign-ins");
    require("per-node", perNode, 1, 100_000, "sign-ins");
  }

  private static void require(String key, long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + " " + unit + ", was " + value);
    }
  }
}
