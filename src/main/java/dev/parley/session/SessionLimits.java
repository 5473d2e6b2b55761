package dev.parley.session;

import java.time.Duration;

/**
 * The limits of a session.
 *
 * @param frameBytes the longest frame taken from a client, in bytes, and the most fragments that it
 *     may come in; past it the session is closed with 1009 (1 KiB to 256 KiB)
 * @param queueBytes what may wait for a slow client, in bytes, and apart from it the answers to its
 *     pings; past it the session is closed with 4001 (16 KiB to 64 MiB)
 * @param batchBytes the longest batch frame, in bytes, unless one message alone is longer; what is
 *     more goes into the next (1 KiB to 4 MiB)
 * @param sendDeadline how long one frame may take to leave; past it the session is closed with 4001
 *     (1 s or more)
 * @param heartbeat how often a client is pinged, give or take a tenth (100 ms or more)
 * @param silence how long after a ping nothing may be heard; past it the session is closed with
 *     4002 (100 ms or more)
 * @param authTimeout how long a client may take to say who it is; past it the session is closed
 *     with 4500 (100 ms or more)
 * @param tokenGrace how long a session goes on after its token has run out; past it the session is
 *     closed with 4003 (0, not at all, to 10 min)
 * @param resume how long a session that was cut off is kept for its client to come back to; past it
 *     the client gets a new one (0, not at all, to 1 h)
 * @param parked sessions that are kept so at a time; past it the oldest is forgotten (1 to
 *     10,000,000)
 * @param perUser sessions of one user; past it a new one is closed with 4004 (1 to 1,000,000)
 * @param perAddress connections from one address; past it the upgrade is answered with 429 (1 to
 *     1,000,000)
 * @param ipv6Prefix leading bits by which IPv6 addresses count as one address (32 to 128)
 * @param perNode connections of the node; past it the upgrade is answered with 503 (1 to
 *     10,000,000)
 */
public record SessionLimits(
    long frameBytes,
    long queueBytes,
    long batchBytes,
    Duration sendDeadline,
    Duration heartbeat,
    Duration silence,
    Duration authTimeout,
    Duration tokenGrace,
    Duration resume,
    int parked,
    int perUser,
    int perAddress,
    int ipv6Prefix,
    int perNode) {
  private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);
  private static final Duration LONGEST_RESUME = Duration.ofHours(1);

  public SessionLimits {
    require("frame-bytes", frameBytes, 1024, 256 * 1024, "bytes");
    require("queue-bytes", queueBytes, 16 * 1024, 64L << 20, "bytes");
    require("batch-bytes", batchBytes, 1024, 4L << 20, "bytes");
    require("send-deadline", sendDeadline, 1000);
    require("heartbeat", heartbeat, 100);
    require("silence", silence, 100);
    require("auth-timeout", authTimeout, 100);
    require("token-grace", tokenGrace, LONGEST_GRACE);
    require("resume", resume, LONGEST_RESUME);
    require("parked", parked, 1, 10_000_000, "sessions");
    require("per-user", perUser, 1, 1_000_000, "sessions");
    require("per-address", perAddress, 1, 1_000_000, "connections");
    require("ipv6-prefix", ipv6Prefix, 32, 128, "bits");
    require("per-node", perNode, 1, 10_000_000, "connections");
  }

  /** What counts as the one address that this is: itself, or its network where it is IPv6. */
  public String network(String address) {
    NetworkAddress parsed = NetworkAddress.parse(address);
    return parsed != null && parsed.isIpv6()
        ? parsed.first(ipv6Prefix) + "/" + ipv6Prefix
        : address;
  }

  private static void require(String key, long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + " " + unit + ", was " + value);
    }
  }

  private static void require(String key, Duration value, Duration most) {
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + " must be 0 to " + most.toMillis() + " ms, was " + value.toMillis() + " ms");
    }
  }

  private static void require(String key, Duration value, long leastMs) {
    if (value.toMillis() < leastMs) {
      throw new IllegalArgumentException(
          key + " must be " + leastMs + " ms or more, was " + value.toMillis() + " ms");
    }
  }
}
