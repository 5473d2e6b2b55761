package dev.parley.history;

import java.time.Duration;

/**
 * The limits of the log.
 *
 * @param writers threads that commit; rooms are spread over them by hash; as many more go on where
 *     a busy room that keeps no history takes a thread for long (1–16)
 * @param batchEntries entries in one commit at most (1–10,000)
 * @param linger how long a busy writer waits at most for more entries to share a commit (0–100 ms)
 * @param queueEntries entries that may wait for one writer, and reads that may wait for a reader;
 *     past it a write is refused as {@code UNAVAILABLE}, a read fails with {@link
 *     LogUnavailableException} (1–1,000,000)
 * @param queueBytes content that may wait for one writer or be in its commit, two bytes a UTF-16
 *     unit; past it a write is refused as {@code UNAVAILABLE} (65,536–1,073,741,824)
 * @param readers threads that read (1–64)
 * @param replayMessages how many messages a recovery replays at most, changed ones included; past
 *     it {@code recovered} is false (0–10,000)
 * @param replayBytes what those may have as content together, two bytes a UTF-16 unit; past it as
 *     well (65,536–1,073,741,824)
 * @param pageMessages the most messages of one page; a larger request gets this many (1–1,000)
 * @param retentionEvery the pause between two rounds of the retention (1 s or more)
 * @param retentionSlice messages removed in one transaction at most (1–10,000)
 */
public record HistoryLimits(
    int writers,
    int batchEntries,
    Duration linger,
    int queueEntries,
    int queueBytes,
    int readers,
    int replayMessages,
    int replayBytes,
    int pageMessages,
    Duration retentionEvery,
    int retentionSlice) {

  public HistoryLimits {
    require("writers", writers, 1, 16);
    require("batch-entries", batchEntries, 1, 10_000);
    require("linger", linger.toMillis(), 0, 100);
    require("queue-entries", queueEntries, 1, 1_000_000);
    require("queue-bytes", queueBytes, 65_536, 1 << 30);
    require("readers", readers, 1, 64);
    require("replay-messages", replayMessages, 0, 10_000);
    require("replay-bytes", replayBytes, 65_536, 1 << 30);
    require("page-messages", pageMessages, 1, 1_000);
    require("retention-every", retentionEvery.toMillis(), 1_000, Long.MAX_VALUE);
    require("retention-slice", retentionSlice, 1, 10_000);
  }

  private static void require(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + ", was " + value);
    }
  }
}
