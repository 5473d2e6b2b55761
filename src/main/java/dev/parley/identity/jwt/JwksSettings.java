package dev.parley.identity.jwt;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Where the identity provider publishes its keys (RFC 7517, section 5), and how often it is asked.
 *
 * @param uri {@code https://…}, or {@code http://…} on the loopback address; empty: nobody is asked
 * @param refreshEvery how often the keys are fetched (1 second to 24 hours)
 * @param retryPause after a failure, and between two fetches for keys that are not known; a token
 *     whose key is still not known within it is refused (100 milliseconds to 1 hour)
 * @param outage for how long, after the refresh that fails, the last keys are still used; past it
 *     tokens are refused as unavailable (0 to 7 days)
 * @param timeout for one whole fetch; past it the fetch has failed (100 milliseconds to 30 seconds)
 * @param maxBytes the longest answer; past it the fetch has failed (1 KiB to 1 MiB)
 * @param waiting tokens that may wait for a fetch; past it one is refused as unavailable (1 to
 *     1,000,000)
 */
public record JwksSettings(
    String uri,
    Duration refreshEvery,
    Duration retryPause,
    Duration outage,
    Duration timeout,
    int maxBytes,
    int waiting) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public JwksSettings {
    if (!uri.isEmpty()) {
      requireSafe(uri);
    }
    require("refresh-every", refreshEvery, Duration.ofSeconds(1), Duration.ofHours(24));
    require("retry-pause", retryPause, Duration.ofMillis(100), Duration.ofHours(1));
    require("outage", outage, Duration.ZERO, Duration.ofDays(7));
    require("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(30));
    if (maxBytes < 1_024 || maxBytes > 1 << 20) {
      throw new IllegalArgumentException(
          "max-bytes must be 1024 to 1048576 bytes, was " + maxBytes);
    }
    if (waiting < 1 || waiting > 1_000_000) {
      throw new IllegalArgumentException("waiting must be 1 to 1000000 tokens, was " + waiting);
    }
  }

  boolean isSet() {
    return !uri.isEmpty();
  }

  private static void requireSafe(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean bare = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      if (host != null && bare && isSafe(uri, host)) {
        return;
      }
    } catch (URISyntaxException notAnAddress) {
      // refused below
    }
    throw new IllegalArgumentException(
        "uri must be https://host/path, without user and fragment, or http:// on localhost, was \""
            + text
            + '"');
  }

  private static boolean isSafe(URI uri, String host) {
    return "https".equalsIgnoreCase(uri.getScheme())
        || ("http".equalsIgnoreCase(uri.getScheme())
            && LOOPBACK.contains(host.toLowerCase(Locale.ROOT)));
  }

  private static void require(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key
              + " must be "
              + least.toMillis()
              + " to "
              + most.toMillis()
              + " ms, was "
              + value.toMillis()
              + " ms");
    }
  }
}
