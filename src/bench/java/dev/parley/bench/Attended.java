package dev.parley.bench;

import java.time.Duration;

/**
 * What one run showed in which nobody spoke.
 *
 * @param all how many were there in the end
 * @param measured how many of them came while it was measured
 * @param seconds in which they came
 * @param joining the processor time of the server's process for their coming
 * @param heapBytes what the live heap grew by; not a number where the server has none
 * @param residentBytes what the resident memory grew by
 * @param leaving the processor time of the server's process from when all left at once until nobody
 *     was held to be there any more
 * @param trouble the first thing that went wrong; empty when nothing did
 */
record Attended(
    int all,
    int measured,
    double seconds,
    Duration joining,
    double heapBytes,
    double residentBytes,
    Duration leaving,
    String trouble) {
  double perSecond() {
    return measured / seconds;
  }

  double joinMicros() {
    return joining.toNanos() / 1e3 / measured;
  }

  double heapKilobytes() {
    return heapBytes / 1e3 / measured;
  }

  double residentKilobytes() {
    return residentBytes / 1e3 / measured;
  }

  double leaveMicros() {
    return leaving.toNanos() / 1e3 / all;
  }
}
